import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { approvalSummary, type DealDeskRuntime, decideApproval } from '../../src/dealdesk/index.js';
import {
  decideByLink,
  type GoodLink,
  type LinkProblem,
  type NotificationsRuntime,
  openLink,
  pageToken,
  whyNotAsked,
} from '../../src/notifications/index.js';
import { edgeRequestOf } from '../edge/requests.js';
import { confirmationPage, PAGE_POLICY, sentencePage } from './approval-page.js';

type Runtime = DealDeskRuntime & NotificationsRuntime;

interface Asked {
  /** The token; of a wildcard, since a parameter is shorter. */
  Params: { '*': string };
}

/** A form of ours is three short fields. */
const MOST_FORM_BYTES = 2_000;
const DECISIONS = { APPROVE: 'You approved it.', REJECT: 'You rejected it.' } as const;

/**
 * The links of mail to approvers. `GET` shows what is asked and writes nothing, since mail is opened by scanners too; `POST` decides, with the token
 * that the page was given. The link itself is the credential: whoever else is signed in is refused.
 */
export const approvalLinkRoutes =
  (runtime: Runtime): FastifyPluginAsync =>
  async (app) => {
    const config = { access: 'public' } as const;
    const path = '/v1/approval-links/*';
    app.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: MOST_FORM_BYTES },
      (_request, body, done) => done(null, new URLSearchParams(String(body))),
    );
    app.get<Asked>(path, { config }, async (request, reply) => {
      const found = await linkOf(runtime, request);
      return 'problem' in found ? refuse(reply, found) : show(runtime, reply, found);
    });
    app.post<Asked>(path, { config }, async (request, reply) => {
      const found = await linkOf(runtime, request);
      return 'problem' in found ? refuse(reply, found) : decide(runtime, request, reply, found);
    });
  };

async function linkOf(runtime: Runtime, request: FastifyRequest<Asked>): Promise<GoodLink | LinkProblem> {
  const { caller } = await request.edgeContext();
  return openLink(runtime, request.params['*'], caller);
}

async function show(runtime: Runtime, reply: FastifyReply, { tenantId, link }: GoodLink): Promise<FastifyReply> {
  const summary = await approvalSummary(runtime, tenantId, link.approvalId);
  const problem = whyNotAsked(summary);
  if (!summary || problem) return refuse(reply, problem);
  return html(reply, 200, confirmationPage(summary, pageToken(runtime, link), summary.rejectCodes));
}

async function decide(
  runtime: Runtime,
  request: FastifyRequest<Asked>,
  reply: FastifyReply,
  found: GoodLink,
): Promise<FastifyReply> {
  const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
  const decision = form.get('decision') ?? '';
  if (!(decision in DECISIONS)) return refuse(reply, { problem: 'Approve or reject it.', status: 409 });
  const summary = await approvalSummary(runtime, found.tenantId, found.link.approvalId);
  const { requestId: id, ...from } = edgeRequestOf(request);
  const reasonCode = decision === 'REJECT' ? form.get('reasonCode') : null;
  const outcome = await decideByLink(runtime, found, { page: form.get('page') ?? '', decision, reasonCode }, summary, {
    decide: (caller, input) => decideApproval(runtime, caller, input),
    request: { id, route: from.route, method: from.method, ip: from.ip, userAgent: from.userAgent },
  });
  if ('problem' in outcome) return refuse(reply, outcome);
  return html(reply, 200, sentencePage('Decided', DECISIONS[decision as keyof typeof DECISIONS]));
}

const refuse = (reply: FastifyReply, refused: LinkProblem | null): FastifyReply =>
  html(
    reply,
    refused?.status ?? 404,
    sentencePage('Nothing was decided', refused?.problem ?? 'This link is not valid.'),
  );

const html = (reply: FastifyReply, status: number, page: string): FastifyReply =>
  reply
    .code(status)
    .header('content-security-policy', PAGE_POLICY)
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'no-referrer')
    .header('x-robots-tag', 'noindex')
    .type('text/html; charset=utf-8')
    .send(page);
