/** Tells how to make browsers trust the local certificate authority. */

/** Which commands to show. */
export interface TrustSetting {
  /** Absolute path of the authority's certificate. */
  readonly caFile: string;
  readonly platform: NodeJS.Platform;
  /** Shows the commands of all systems: for an authority that was made just now. */
  readonly isNew: boolean;
}

/**
 * Returns the lines to print: every system's command for a new authority, later this system's own.
 *
 * All are shown at first because the browser may run on another machine than the server.
 */
export function trustInstructions({ caFile, platform, isNew }: TrustSetting): readonly string[] {
  const file = `"${caFile}"`;
  const commands: readonly (readonly [NodeJS.Platform, string, string])[] = [
    [
      'darwin',
      'macOS',
      `sudo security add-trusted-cert -d -r trustRoot -k /Library/Keychains/System.keychain ${file}`,
    ],
    ['win32', 'Windows', `certutil -user -addstore Root ${file}`],
    [
      'linux',
      'Debian, Ubuntu',
      `sudo cp ${file} /usr/local/share/ca-certificates/tickwire.crt && sudo update-ca-certificates`,
    ],
    [
      'linux',
      'Chrome on Linux',
      `certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n Tickwire -i ${file}   (package libnss3-tools)`,
    ],
    [
      platform,
      'Firefox',
      `Settings > Privacy & Security > View Certificates > Authorities > Import, or
                   certutil -d "<profile folder>" -A -t C,, -n Tickwire -i ${file}`,
    ],
  ];
  return [
    'The browser warns until it trusts the local authority; once is enough:',
    `  ${caFile}`,
    ...commands
      .filter(([system]) => isNew || system === platform)
      .flatMap(([, name, command]) => `  ${name.padEnd(17)}${command}`.split('\n')),
  ];
}
