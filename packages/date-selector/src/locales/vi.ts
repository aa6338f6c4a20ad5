import { partsOf, weekdayOf } from '../iso-day.ts';
import type { FieldStrings } from '../strings.ts';

export const weekdays = ['Chủ nhật', 'Thứ hai', 'Thứ ba', 'Thứ tư', 'Thứ năm', 'Thứ sáu', 'Thứ bảy'];

export function longDay(iso: string): string {
  const { day, month, year } = partsOf(iso);
  return `${weekdays[weekdayOf(iso)]}, ${day} tháng ${month}, ${year}`;
}

export const vi: FieldStrings = {
  label: 'Chọn ngày',
  parts: { day: 'Ngày', month: 'Tháng', year: 'Năm' },
  placeholders: { day: 'dd', month: 'mm', year: 'yyyy' },
  example: 'Ví dụ: 27/3/2007',
  go: 'Xem',
  open: 'Chọn ngày',
  change: (day) => `Đổi ngày, ${longDay(day)}`,
  noLinks: 'Trang này chưa đặt đúng đường dẫn tới báo theo ngày.',
  noCalendar: 'Chưa tải được lịch. Hãy kiểm tra mạng rồi thử lại.',
};
