// The least that a Fastify with our plugins can be: one route. Argument: port.
import cors from '@fastify/cors';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import Fastify from 'fastify';

const app = Fastify();
await app.register(cors, { origin: '*' });
await app.register(swagger, { openapi: { openapi: '3.1.0', info: { title: 'Empty', version: '0' } } });
await app.register(swaggerUi, { routePrefix: '/docs' });
app.get('/', async () => ({ name: 'empty' }));
await app.listen({ host: '127.0.0.1', port: Number(process.argv[2]) });
