// @open-wc/testing imports the socket of another test runner, which is not there under Vitest; nothing that is used here needs it.
export const webSocket = undefined;
export async function sendMessage(): Promise<void> {}
export async function sendMessageWaitForResponse(): Promise<void> {}
