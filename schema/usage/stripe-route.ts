import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import { CodedError } from '../../src/kernel/errors.js';
import { takeStripeEvent, type UsageRuntime } from '../../src/usage/index.js';

/** The largest that Stripe sends by far; what is kept of it is small. */
const MOST_BYTES = 4 * 1024 * 1024;
const ID = /^[\w-]{1,64}$/;

/**
 * `POST /v1/webhooks/stripe?tenant=<id>`: what Stripe tells, known by its signature. 200 once it is kept, or was before; 400 for whatever is not
 * signed by the secret that the tenant connected (`connectSystem`).
 */
export const stripeRoute =
  (runtime: UsageRuntime): FastifyPluginAsync =>
  async (app) => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    const config = { access: 'public' } as const;
    app.post('/v1/webhooks/stripe', { config, bodyLimit: MOST_BYTES }, async (request) => {
      const { tenant } = request.query as { tenant?: unknown };
      const { body, headers } = request as FastifyRequest<{ Body: Buffer | undefined }>;
      const signature = headers['stripe-signature'];
      const isSigned = typeof tenant === 'string' && ID.test(tenant) && body && typeof signature === 'string';
      const taken = isSigned ? await takeStripeEvent(runtime, tenant, { body, signature }) : null;
      if (!taken) {
        const message =
          'stripe-signature: is not that of the endpoint connected for ?tenant=, or older than 5 minutes.';
        throw new CodedError('BAD_USER_INPUT', message);
      }
      return { result: taken.result, reason: taken.reason };
    });
  };
