import { partsOf, weekdayOf } from '../iso-day.ts';
import type { DateStrings } from '../strings.ts';

const weekdays = ['Chủ nhật', 'Thứ hai', 'Thứ ba', 'Thứ tư', 'Thứ năm', 'Thứ sáu', 'Thứ bảy'];
const parts = { day: 'Ngày', month: 'Tháng', year: 'Năm' };

function longDay(iso: string): string {
  const { day, month, year } = partsOf(iso);
  return `${weekdays[weekdayOf(iso)]}, ${day} tháng ${month}, ${year}`;
}

function shortDay(iso: string): string {
  const { day, month, year } = partsOf(iso);
  return `${day}/${month}/${year}`;
}

export const vi: DateStrings = {
  label: 'Chọn ngày',
  parts,
  placeholders: { day: 'dd', month: 'mm', year: 'yyyy' },
  example: 'Ví dụ: 27/3/2007',
  go: 'Xem',
  open: 'Chọn ngày',
  change: (day) => `Đổi ngày, ${longDay(day)}`,
  weekStart: 1,
  weekdays,
  shortWeekdays: ['CN', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7'],
  longDay,
  shortDay,
  month: (month) => `Tháng ${Number(month.slice(5))} năm ${Number(month.slice(0, 4))}`,
  count: (count) => `${count} bài`,
  noArticles: 'không có bài',
  today: 'hôm nay',
  chosen: 'đang chọn',
  outOfRange: 'ngoài khoảng chọn được',
  calendar: 'Lịch chọn ngày',
  keys: 'Phím mũi tên: đổi ngày. Page Up, Page Down: đổi tháng; thêm Shift: đổi năm.',
  previousYear: 'Năm trước',
  previousMonth: 'Tháng trước',
  nextMonth: 'Tháng sau',
  nextYear: 'Năm sau',
  close: 'Đóng',
  loading: 'Đang lấy số bài…',
  noCounts: 'Chưa lấy được số bài',
  retry: 'Thử lại',
  faults: {
    empty: 'Nhập ngày, ví dụ 27/3/2007',
    incomplete: (missing) => `Thiếu ${missing.map((part) => parts[part].toLowerCase()).join(' và ')}`,
    shortYear: 'Năm phải đủ 4 chữ số',
    impossible: (typed) => `Ngày ${typed} không có thật`,
    outOfRange: ({ min, max }) =>
      min && max ? `Chọn một ngày từ ${shortDay(min)} đến ${shortDay(max)}` : min ? `Chọn một ngày từ ${shortDay(min)} trở đi` : `Chọn một ngày không quá ${shortDay(max)}`,
    emptyDay: (day) => `Ngày ${shortDay(day)} không có bài.`,
    nearest: 'Gần nhất:',
    template: 'Trang này chưa đặt đúng đường dẫn tới báo theo ngày.',
    calendar: 'Chưa mở được lịch. Bạn vẫn có thể gõ ngày, hoặc thử lại.',
  },
};
