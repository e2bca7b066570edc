import dns from 'node:dns';
import { Socket } from 'node:net';

// Loaded before a program (`node --import`): says on stderr when the program wants to reach anything but this machine.

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/;

function report(how: string, host: unknown): void {
  if (typeof host === 'string' && !LOOPBACK.test(host)) process.stderr.write(`LEAK ${how} ${host}\n`);
}

const { connect } = Socket.prototype;
Socket.prototype.connect = function watched(this: Socket, ...args: unknown[]) {
  // Node's own callers give the normalised arguments as one array.
  const [target] = Array.isArray(args[0]) ? args[0] : args;
  if (typeof target === 'object' && target !== null && 'host' in target) report('connect', target.host);
  return Reflect.apply(connect, this, args);
};

const { lookup } = dns;
Object.assign(dns, {
  lookup: (...args: unknown[]) => {
    report('lookup', args[0]);
    return Reflect.apply(lookup, dns, args);
  },
});
