import { html } from 'lit';
export default { title: 'Bắt đầu' };
export const Hello = { render: () => html`<p>Bạn Đọc</p>` };
