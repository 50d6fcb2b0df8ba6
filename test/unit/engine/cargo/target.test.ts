import { describe, expect, it } from 'vitest';
import type { CargoMetadata } from '../../../../src/engine/cargo/metadata';
import { binaryTargets, selectTarget } from '../../../../src/engine/cargo/target';

type Package = CargoMetadata['packages'][number];

function workspace(...packages: (Partial<Package> & { name: string; bins: string[] })[]): CargoMetadata {
  return {
    workspace_root: '/w',
    target_directory: '/w/target',
    workspace_members: packages.map(({ name }) => name),
    packages: packages.map(({ name, bins, ...rest }) => ({
      id: name,
      name,
      manifest_path: `/w/${name}/Cargo.toml`,
      features: { default: [], fast: [] },
      targets: bins.map((bin) => ({ name: bin, kind: ['bin'], src_path: `/w/${name}/src/${bin}.rs` })),
      ...rest,
    })),
  };
}

const any = { features: [] };

describe('which binary is the service', () => {
  it('is the only one', () => {
    const metadata = workspace({ name: 'lib', bins: [] }, { name: 'api', bins: ['server'] });
    expect(selectTarget(metadata, any)).toMatchObject({ bin: 'server', package: 'api' });
  });

  it('is the default-run of several', () => {
    const metadata = workspace({ name: 'api', bins: ['server', 'migrate'], default_run: 'server' });
    expect(selectTarget(metadata, any).bin).toBe('server');
    expect(selectTarget(metadata, { ...any, bin: 'migrate' }).bin).toBe('migrate');
  });

  it('is the one of the package that is stood in', () => {
    const metadata = workspace({ name: 'api', bins: ['server'] }, { name: 'jobs', bins: ['worker'] });
    expect(selectTarget(metadata, any, '/w/jobs/Cargo.toml').bin).toBe('worker');
    expect(() => selectTarget(metadata, any, '/w/Cargo.toml')).toThrow(/server \(package api\), worker/);
  });

  it('is in a default member, as `cargo run` has it in the folder of the workspace', () => {
    const metadata = workspace(
      { name: 'api', bins: ['server', 'migrate'], default_run: 'server' },
      { name: 'jobs', bins: ['worker'] },
    );
    metadata.workspace_default_members = ['jobs'];
    expect(selectTarget(metadata, any, '/w/Cargo.toml').bin).toBe('worker');
    expect(selectTarget(metadata, any, '/w/api/Cargo.toml').bin).toBe('server');
    expect(selectTarget(metadata, { ...any, bin: 'migrate' }, '/w/Cargo.toml').bin).toBe('migrate');
  });

  it('is told by its package where names are the same', () => {
    const metadata = workspace({ name: 'a', bins: ['server'] }, { name: 'b', bins: ['server'] });
    expect(selectTarget(metadata, { ...any, package: 'b', bin: 'server' }).package).toBe('b');
    expect(() => selectTarget(metadata, { ...any, bin: 'server' })).toThrow(/several binaries/);
    expect(() => selectTarget(metadata, { ...any, package: 'c' })).toThrow(/no package "c"/);
  });

  it('does not count a dependency that is no member', () => {
    const metadata = { ...workspace({ name: 'api', bins: ['server'] }, { name: 'dep', bins: ['tool'] }) };
    metadata.workspace_members = ['api'];
    expect(binaryTargets(metadata).map(({ bin }) => bin)).toEqual(['server']);
  });

  it('has the features that are asked for, or a dependency has', () => {
    const metadata = workspace({ name: 'api', bins: ['server'] });
    expect(selectTarget(metadata, { features: ['fast', 'serde/derive'] }).bin).toBe('server');
    expect(() => selectTarget(metadata, { features: ['quick'] })).toThrow(/no feature "quick"/);
  });
});
