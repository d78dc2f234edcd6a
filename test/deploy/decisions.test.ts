/** The launcher's decisions: where Redis comes from, what to install, which names a certificate has. */
import { describe, expect, test } from 'vitest';
import {
  detectPackageManager,
  PACKAGE_MANAGERS,
  planInstall,
} from '../../deploy/local/packages/package-manager.ts';
import { chooseRedis, REDIS_MISSING } from '../../deploy/local/redis/choose-redis.ts';
import { withoutPassword } from '../../deploy/local/redis/probe-redis.ts';
import { libraryPackages, missingLibraries } from '../../deploy/local/redis/unpack-redis.ts';
import { serverNames } from '../../deploy/local/tls/server-names.ts';
import { trustInstructions } from '../../deploy/local/tls/trust.ts';

describe('the choice of Redis', () => {
  const everything = {
    redisUrl: 'redis://elsewhere:6379',
    binaryOnPath: '/usr/bin/redis-server',
    binaryUnpacked: '/project/redis-server',
    isRoot: true,
    packageManager: 'apt-get',
  } as const;

  test('is the given one before all others', () => {
    expect(chooseRedis(everything)).toEqual({ kind: 'use', url: 'redis://elsewhere:6379' });
  });

  test('is the program on the PATH when none is given', () => {
    expect(chooseRedis({ ...everything, redisUrl: undefined })).toEqual({
      kind: 'start',
      binary: '/usr/bin/redis-server',
    });
  });

  test('is the program unpacked earlier when the PATH has none', () => {
    expect(chooseRedis({ isRoot: true, binaryUnpacked: '/project/redis-server' })).toEqual({
      kind: 'start',
      binary: '/project/redis-server',
    });
  });

  test.each(PACKAGE_MANAGERS)('is an installation with %s for root', (packageManager) => {
    expect(chooseRedis({ isRoot: true, packageManager })).toEqual({
      kind: 'install',
      packageManager,
    });
  });

  test('is unpacking for an ordinary user of Debian', () => {
    expect(chooseRedis({ isRoot: false, packageManager: 'apt-get' })).toEqual({ kind: 'unpack' });
  });

  test.each(['dnf', 'apk', 'pacman', 'zypper', undefined] as const)(
    'is left to an ordinary user of a system with %s',
    (packageManager) => {
      expect(chooseRedis({ isRoot: false, packageManager })).toEqual({ kind: 'missing' });
    },
  );

  test.each(['macOS', 'Windows', 'Docker'])(
    'comes with advice for %s when there is none',
    (name) => {
      expect(REDIS_MISSING).toMatch(new RegExp(`^  ${name} +\\S`, 'm'));
    },
  );
});

describe('installation', () => {
  test('refreshes the lists first and asks nothing with apt-get', () => {
    expect(planInstall('apt-get', 'redis')).toEqual({
      refresh: ['apt-get', 'update', '-qq'],
      attempts: [
        ['apt-get', 'install', '-y', '-qq', '--no-install-recommends', 'redis-server'],
        ['apt-get', 'install', '-y', '-qq', '--no-install-recommends', 'valkey-server'],
      ],
      env: { DEBIAN_FRONTEND: 'noninteractive' },
    });
  });

  test('finds no package manager on an empty PATH', () => {
    expect(detectPackageManager('')).toBeUndefined();
  });
});

describe('unpacked packages', () => {
  test('lack the libraries that the loader does not find', () => {
    const ldd = [
      '\tlinux-vdso.so.1 (0x00007f7ec6826000)',
      '\tliblzf.so.1 => not found',
      '\tlibjemalloc.so.2 => not found',
      '\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f7ec581e000)',
    ].join('\n');

    expect(missingLibraries(ldd)).toEqual(['liblzf.so.1', 'libjemalloc.so.2']);
  });

  test('get their libraries from the packages that they depend on, never the C library', () => {
    expect(
      libraryPackages(
        'adduser, libc6 (>= 2.34), liblzf1 (>= 1.5), libssl3t64 | libssl3, lua-cjson',
      ),
    ).toEqual(['liblzf1', 'libssl3t64', 'lua-cjson']);
  });
});

describe('certificate names', () => {
  const network = {
    hostname: 'Desk',
    addresses: [
      { address: '127.0.0.1', internal: true },
      { address: '192.168.1.20', internal: false },
      { address: 'fe80::1', internal: false },
      { address: '2001:db8::20', internal: false },
    ],
  };

  test('are loopback and the machine itself for a server that only this machine reaches', () => {
    expect(serverNames('127.0.0.1', network)).toEqual(['localhost', '127.0.0.1', '::1', 'desk']);
  });

  test('take in all reachable addresses for a server that binds to all', () => {
    expect(serverNames('0.0.0.0', network)).toEqual([
      'localhost',
      '127.0.0.1',
      '::1',
      'desk',
      '192.168.1.20',
      '2001:db8::20',
    ]);
  });

  test('take in the one address that the server binds to', () => {
    expect(serverNames('192.168.1.20', network)).toContain('192.168.1.20');
    expect(serverNames('192.168.1.20', network)).not.toContain('2001:db8::20');
  });

  test('leave out a machine name that no certificate can carry', () => {
    expect(serverNames('::1', { hostname: 'my desk', addresses: [] })).not.toContain('my desk');
  });
});

describe('advice on trust', () => {
  test('names every system for a new authority', () => {
    const text = trustInstructions({ caFile: '/x/ca.pem', platform: 'linux', isNew: true }).join(
      '\n',
    );

    for (const name of ['macOS', 'Windows', 'Debian', 'Firefox', 'nssdb']) {
      expect(text).toContain(name);
    }
  });

  test('names only this system later', () => {
    const text = trustInstructions({ caFile: '/x/ca.pem', platform: 'darwin', isNew: false }).join(
      '\n',
    );

    expect(text).toContain('macOS');
    expect(text).not.toContain('Windows');
  });
});

describe('messages', () => {
  test.each([
    ['redis://:secret@host:1/0', 'redis://:***@host:1/0'],
    ['rediss://user:se:cret@host', 'rediss://user:***@host'],
    ['redis://host:6379', 'redis://host:6379'],
  ])('never show the password of %s', (url, shown) => {
    expect(withoutPassword(url)).toBe(shown);
  });
});
