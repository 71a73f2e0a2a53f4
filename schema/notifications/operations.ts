import { type Operation, oneOf, record, text } from '../contract/operation.js';

const tag = 'Approval links';
const path = '/v1/approval-links/{link}';
const page = (description: string) => ({ description, type: 'text/html' });
const problems = { 404: page('The link is not valid.'), 409: page('Nothing was decided, and why.') };

/** The links of mail to approvers. */
export const operations: readonly Operation[] = [
  {
    method: 'get',
    path,
    action: 'public',
    tag,
    summary: 'Show what a mailed link asks; writes nothing',
    answers: { 200: page('The quote, and a form.'), ...problems },
  },
  {
    method: 'post',
    path,
    action: 'public',
    tag,
    summary: 'Decide by a mailed link, once, with the rights that the approver has at that instant',
    body: {
      type: 'application/x-www-form-urlencoded',
      schema: {
        ...record({ decision: oneOf('APPROVE', 'REJECT'), page: text, reasonCode: text }),
        required: ['decision', 'page'],
      },
    },
    answers: { 200: page('It is decided.'), ...problems },
  },
];
