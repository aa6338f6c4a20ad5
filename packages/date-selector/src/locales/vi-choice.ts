import type { ChoiceStrings } from '../choice-strings.ts';
import { partsOf } from '../day-parts.ts';
import { longDay, vi, weekdays } from './vi.ts';

function shortDay(iso: string): string {
  const { day, month, year } = partsOf(iso);
  return `${day}/${month}/${year}`;
}

export const viChoice: ChoiceStrings = {
  faults: {
    empty: 'Nhập ngày, ví dụ 27/3/2007',
    incomplete: (missing) => `Thiếu ${missing.map((part) => vi.parts[part].toLowerCase()).join(' và ')}`,
    shortYear: 'Năm phải đủ 4 chữ số',
    impossible: (typed) => `Ngày ${typed} không có thật`,
    outOfRange: ({ min, max }) =>
      `Chọn một ngày ${!max ? `từ ${shortDay(min)} trở đi` : min ? `từ ${shortDay(min)} đến ${shortDay(max)}` : `không quá ${shortDay(max)}`}`,
    emptyDay: (day) => `Ngày ${shortDay(day)} không có bài.`,
    nearest: 'Gần nhất:',
  },
  noLinks: 'Trang này chưa đặt đúng đường dẫn tới báo theo ngày.',
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
};
