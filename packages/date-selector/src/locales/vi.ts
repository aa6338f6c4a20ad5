import type { FieldStrings } from '../strings.ts';

export const weekdays = ['Chủ nhật', 'Thứ hai', 'Thứ ba', 'Thứ tư', 'Thứ năm', 'Thứ sáu', 'Thứ bảy'];

export function longDay(iso: string): string {
  const [year, month, day] = iso.split('-').map(Number);
  return `${weekdays[new Date(iso).getUTCDay()]}, ${day} tháng ${month}, ${year}`;
}

export const vi: FieldStrings = {
  label: 'Chọn ngày',
  parts: { day: 'Ngày', month: 'Tháng', year: 'Năm' },
  placeholders: { day: 'dd', month: 'mm', year: 'yyyy' },
  example: 'Ví dụ: 27/3/2007',
  go: 'Xem',
  change: (day) => `Đổi ngày, ${longDay(day)}`,
  noCalendar: 'Chưa tải được lịch. Hãy kiểm tra mạng rồi thử lại.',
};
