import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'sqlite',
  schema: ['./src/schema/*.ts', './src/store/serve.ts'],
  out: process.env.MIGRATIONS ?? './migrations',
});
