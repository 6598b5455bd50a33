import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'sqlite',
  schema: ['./src/resources/*.ts', './src/model/tables.ts'],
  out: './migrations',
});
