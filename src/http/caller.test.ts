import { describe, expect, it } from 'vitest';
import { callerOf } from './caller.ts';

const request = (headers: Record<string, string> = {}) =>
  new Request('http://analytics.example/api', { headers });
const forged = {
  'x-forwarded-for': '203.0.113.9',
  'x-forwarded-proto': 'https',
  'x-forwarded-host': 'evil.example',
};

describe('the caller', () => {
  it('is the connection, whatever headers say, without a trusted proxy', () => {
    const direct = {
      address: '198.51.100.7',
      secure: false,
      loopback: false,
      origin: 'http://analytics.example',
    };
    expect(callerOf(request(forged), '198.51.100.7')).toEqual(direct);
    expect(callerOf(request(forged), '198.51.100.7', ['loopback', '10.0.0.0/8'])).toEqual(direct);
    expect(callerOf(request(forged), undefined, ['loopback'])).toMatchObject({
      address: null,
      secure: false,
    });
  });

  it('is what a trusted proxy tells', () => {
    const headers = { 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https' };
    const told = {
      address: '203.0.113.9',
      secure: true,
      loopback: false,
      origin: 'https://analytics.example',
    };
    expect(callerOf(request(headers), '127.0.0.1', ['loopback'])).toEqual(told);
    expect(callerOf(request(headers), '::ffff:10.1.2.3', ['10.0.0.0/8'])).toEqual(told);
    expect(callerOf(request(headers), '2001:db8::1', ['2001:db8::/32'])).toEqual(told);
  });

  it('is the last address that no trusted proxy has', () => {
    const chain = { 'x-forwarded-for': '1.2.3.4, 203.0.113.9, 10.0.0.2' };
    expect(callerOf(request(chain), '10.0.0.1', ['10.0.0.0/8']).address).toBe('203.0.113.9');
  });

  it('knows loopback', () => {
    for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1'])
      expect(callerOf(request(), address).loopback).toBe(true);
  });
});
