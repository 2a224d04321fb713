#!/usr/bin/env node
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { bundleFunction } from './bundle-function.ts';

// Each function's `build` script runs this file in the function's folder, where it leaves dist/<function>.zip.
const folder = process.cwd();
const zip = await bundleFunction(folder);
await mkdir(join(folder, 'dist'), { recursive: true });
await writeFile(join(folder, 'dist', `${basename(folder)}.zip`), zip);
console.log(`dist/${basename(folder)}.zip  ${(zip.length / 1024).toFixed(1)} KB`);
