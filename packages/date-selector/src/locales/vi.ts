import { partsOf, weekdayOf } from '../calendar-day.ts';
import type { DateStrings } from '../strings.ts';

const WEEKDAYS = ['Thứ hai', 'Thứ ba', 'Thứ tư', 'Thứ năm', 'Thứ sáu', 'Thứ bảy', 'Chủ nhật'];
const PARTS = { day: 'ngày', month: 'tháng', year: 'năm' } as const;

const day = (iso: string) => {
  const { day: date, month, year } = partsOf(iso);
  return `${date}/${month}/${year}`;
};

export const vi: DateStrings = {
  label: 'Chọn ngày',
  parts: { day: { name: 'Ngày', placeholder: 'dd' }, month: { name: 'Tháng', placeholder: 'mm' }, year: { name: 'Năm', placeholder: 'yyyy' } },
  example: 'Ví dụ: 27/3/2020',
  go: 'Xem',
  open: 'Mở lịch',
  change: (iso) => `Mở lịch, đang chọn ${day(iso)}`,
  dialog: 'Chọn ngày báo ra',
  previousMonth: 'Tháng trước',
  nextMonth: 'Tháng sau',
  previousYear: 'Năm trước',
  nextYear: 'Năm sau',
  close: 'Đóng',
  keys: 'Phím mũi tên đổi ngày, Page Up và Page Down đổi tháng, thêm Shift đổi năm.',
  month: (month) => `Tháng ${Number(month.slice(5))} năm ${Number(month.slice(0, 4))}`,
  weekdays: WEEKDAYS.map((full, i) => ({ full, short: i === 6 ? 'CN' : `T${i + 2}` })),
  day,
  fullDay: (iso) => {
    const { day: date, month, year } = partsOf(iso);
    return `${WEEKDAYS[weekdayOf(iso)]}, ${date} tháng ${month}, ${year}`;
  },
  articles: (count) => `${count} bài`,
  noArticles: 'không có bài',
  outside: 'ngoài khoảng chọn được',
  loadingCounts: 'Đang đếm số bài…',
  noCounts: 'Chưa lấy được số bài.',
  retry: 'Thử lại',
  emptyDay: (iso) => `Ngày ${day(iso)} báo không có bài.`,
  nearest: 'Gần nhất:',
  faults: {
    empty: 'Nhập ngày.',
    incomplete: (parts) => (parts.length === 1 && parts[0] === 'year' ? 'Năm phải đủ 4 chữ số.' : `Thiếu ${parts.map((part) => PARTS[part]).join(' và ')}.`),
    impossible: (typed) => `Ngày ${typed} không có thật.`,
    before: (min) => `Chọn từ ngày ${min} trở đi.`,
    after: (max) => `Chọn đến ngày ${max} là muộn nhất.`,
    range: (min, max) => `Chọn từ ngày ${min} đến ngày ${max}.`,
  },
  noAddress: 'Trang chưa cho biết địa chỉ của báo theo ngày.',
};
