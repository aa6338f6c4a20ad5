import { expect } from '@open-wc/testing';
import { LitElement } from 'lit';
import { describe, it } from 'vitest';
import { Announcer } from '../../packages/comment-thread/src/announcer.ts';
import { createVirtualTime } from '../setup/virtual-time.ts';

class Host extends LitElement {}
customElements.define('host-of-an-announcer', Host);

function announcing() {
  const time = createVirtualTime();
  const host = new Host();
  const announcer = new Announcer(host, time);
  return { time, announcer, type: () => host.dispatchEvent(new InputEvent('input')), remove: () => announcer.hostDisconnected() };
}

describe('what a screen reader is told without being asked', () => {
  it('[TA6] is news at most once in 10 s, many as one', async () => {
    const { time, announcer } = announcing();
    announcer.tell('1 bình luận mới');
    expect(announcer.said).to.equal('1 bình luận mới');
    for (const count of [2, 3, 4]) {
      await time.pass(2_000);
      announcer.tell(`${count} bình luận mới`);
    }
    await time.pass(3_999);
    expect(announcer.said).to.equal('1 bình luận mới');
    await time.pass(1);
    expect(announcer.said).to.equal('4 bình luận mới');
    await time.pass(60_000);
    expect(announcer.said).to.equal('4 bình luận mới');
    announcer.tell('5 bình luận mới');
    expect(announcer.said).to.equal('5 bình luận mới');
  });

  it('[TA6] is no news while she types, and then the last', async () => {
    const { time, announcer, type } = announcing();
    type();
    announcer.tell('1 bình luận mới');
    for (let key = 0; key < 20; key += 1) {
      await time.pass(1_000);
      type();
      announcer.tell(`${key} bình luận mới`);
      expect(announcer.said).to.equal('');
    }
    await time.pass(3_000);
    expect(announcer.said).to.equal('19 bình luận mới');
  });

  it('[TA7] is at once what she did herself, and again though it is the same', async () => {
    const { announcer, type } = announcing();
    announcer.tell('1 bình luận mới');
    type();
    announcer.say('Đã chép.');
    expect(announcer.said).to.equal('Đã chép.');
    announcer.say('Đã chép.');
    expect(announcer.said).not.to.equal('Đã chép.');
    expect(announcer.said.trim()).to.equal('Đã chép.');
  });

  it('is nothing any more once the thread is gone', async () => {
    const { time, announcer, remove } = announcing();
    announcer.tell('1 bình luận mới');
    announcer.tell('2 bình luận mới');
    remove();
    await time.pass(60_000);
    expect(announcer.said).to.equal('1 bình luận mới');
  });
});
