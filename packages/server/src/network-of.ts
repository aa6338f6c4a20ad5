import ipaddr from 'ipaddr.js';

/**
 * The network that an address is counted by: an IPv4 address itself, however it is written, and of IPv6 its /56, which is what one household
 * is given. All that is no address is one network.
 */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return '';
  // An IPv4 reader comes as ::ffff:1.2.3.4 to a server that listens on both.
  const one = ipaddr.process(address);
  if (one.kind() === 'ipv4') return one.toString();
  const network = [...one.toByteArray().slice(0, 7), ...Array<number>(9).fill(0)];
  return `${ipaddr.fromByteArray(network).toString()}/56`;
}
