import type { SeedComment } from '../newsroom.ts';

/** Ba bình luận, một câu hỏi có tòa soạn trả lời. */
export const FEW: readonly SeedComment[] = [
  {
    name: 'Nguyễn Hữu Phước',
    minutesAgo: 12,
    text: 'Phường tôi làm thủ tục khai sinh bây giờ chỉ một buổi sáng, cán bộ nói năng nhẹ nhàng. Mong giữ được lâu dài, đừng chỉ trong năm kỷ niệm.',
    replies: [
      { name: 'Tòa soạn', minutesAgo: 8, text: 'Cảm ơn bạn. Phóng viên sẽ trở lại phường để viết tiếp về thủ tục một buổi.' },
      { name: 'Trần Diệu Ễn', minutesAgo: 5, text: 'Đồng ý. Nên công bố số hồ sơ trễ hẹn từng tháng để dân giám sát.' },
    ],
  },
  { name: 'Lê Thị Hạnh', minutesAgo: 26, text: 'Cho hỏi điểm tiếp nhận ủng hộ đồng bào miền Trung của quận ở đâu, mấy giờ mở cửa ạ?' },
  { name: 'Bùi Quốc Khánh', minutesAgo: 63, text: '“Lá lành đùm lá rách” – lúc bão lũ mới thấy tình người. Gia đình tôi xin góp hai mươi thùng mì.' },
];

const NAMES = ['Phạm Thị Lan', 'Ngô Văn Ba', 'Đỗ Ngọc Hằng', 'Vũ Đình Thắng', 'Hoàng Thúy Quỳnh', 'Lý A Páo', 'Đặng Kiều Oanh', 'Trịnh Xuân Thủy'];
const TEXTS = [
  'Đọc bài mà nhớ ngõ cũ của tôi, hồi ấy cả khu chung nhau một máy nước.',
  'Nhà tôi ở đầu phố, xe máy dựng kín vỉa hè đã mấy năm nay. Phường có đi nhắc, được dăm hôm lại đâu vào đấy. Mong lần này làm đến nơi đến chốn.',
  'Hay quá, cảm ơn báo.',
  'Ông bà tôi sinh năm 1930, đúng bằng tuổi chặng đường này. Giá các cụ còn để đọc.',
  'Tôi thấy cần nói thêm: người trẻ ở tổ dân phố không thiếu, chỉ thiếu việc giao cho đúng sức. Giao thì họ làm, mà làm nhanh hơn chúng tôi nhiều.',
  'Số điện thoại đường dây nóng của quận là bao nhiêu, ai biết chỉ giúp với?',
];
const ANSWERS = [
  'Tôi cũng nghĩ vậy.',
  'Bác nói phải quá!',
  'Chỗ tôi thì khác: tổ trưởng mới ngoài ba mươi, nhanh nhẹn lắm.',
  'Xin phép chép lại câu này.',
  'Vâng ạ.',
];

/** Nhiều bình luận, có trả lời, có trả lời của trả lời. */
export const MANY: readonly SeedComment[] = Array.from({ length: 27 }, (_, index) => ({
  name: NAMES[index % NAMES.length] as string,
  minutesAgo: 3 + index * 37,
  text: TEXTS[index % TEXTS.length] as string,
  replies: Array.from({ length: index % 4 === 1 ? 5 : index % 3 === 0 ? 1 : 0 }, (__, nth) => ({
    name: NAMES[(index + nth + 3) % NAMES.length] as string,
    minutesAgo: 2 + index * 37 - nth / 10,
    text: ANSWERS[(index + nth) % ANSWERS.length] as string,
    replies: index === 1 && nth === 0 ? [{ name: 'Phạm Thị Lan', minutesAgo: 1.5 + index * 37, text: 'Cảm ơn bác đã đọc.' }] : [],
  })),
}));

/** Chữ có dấu chồng, chữ dài không chỗ ngắt, chữ trông như HTML, nhiều dòng. */
export const HARD: readonly SeedComment[] = [
  {
    name: 'Tôn Nữ Hỷ Khê Diễm Quỳnh Phước Quý Ễn',
    minutesAgo: 4,
    text: 'Ễ Ộ Ặ Ẫ Ữ Ỗ Ể Ẳ: dấu chồng dấu, dòng trên không chạm dòng dưới.\nĐỄ ỢT ỬNG HỘ\nngoằn ngoèo khúc khuỷu nghiêng nghiêng',
  },
  { name: 'Wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww', minutesAgo: 9, text: `https://bao.example/${'mot-dia-chi-rat-dai-khong-co-cho-ngat-'.repeat(4)}het` },
  { name: '<b>Đậm</b>', minutesAgo: 15, text: '<img src=x onerror="alert(1)"> & <script>alert(2)</script> chỉ là chữ.' },
  { name: 'مريم', minutesAgo: 20, text: 'مرحبا بكم في هانوي، تعليق من اليمين إلى اليسار.' },
];

/** Mười hai tầng trả lời. */
export const DEEP: readonly SeedComment[] = [deep(0)];

function deep(level: number): SeedComment {
  return {
    name: NAMES[level % 2] as string,
    minutesAgo: 60 - level,
    text: level === 0 ? 'Ai còn nhớ giếng đầu làng không?' : `Tầng ${level}: ${ANSWERS[level % ANSWERS.length]}`,
    replies: level < 12 ? [deep(level + 1)] : [],
  };
}

/** Chữ đậm, nghiêng, trích dẫn, mã, đoạn ẩn, danh sách và liên kết. */
export const MARKED: readonly SeedComment[] = [
  {
    name: 'Lê Thị Hạnh',
    minutesAgo: 6,
    text: '**Cần gấp** cho bà con vùng lũ:\n- gạo, mì\n- *áo mưa*\n\nĐiểm nhận ở 18 Khâm Thiên, xem thêm tại https://dongda.example/ung-ho-mien-trung.',
    replies: [{ name: 'Ngô Văn Ba', minutesAgo: 3, text: 'Chuyển khoản thì ghi `UNGHO MT <tên>` nhé, *đừng* ghi gì khác.' }],
  },
  {
    name: 'Đỗ Ngọc Hằng',
    minutesAgo: 15,
    text: 'Bài viết nói đúng:\n> Mấy chục năm làm dân vận, điều quý nhất\n> là dân *tin* mình.\nThế nên phải giữ lời.',
  },
  {
    name: 'Vũ Đình Thắng',
    minutesAgo: 31,
    text: 'Đoạn kết của phim chiếu ở đình làng hôm qua: ||cả hai anh em đều trở về, và người mẹ **nhận ra con** nhờ câu hát ru ngày xưa|| – hay lắm.',
  },
];
