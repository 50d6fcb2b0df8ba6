process.stdout.write(`stairstep ${process.env.STAIRSTEP_VERSION ?? 'development'}\n`);
