import { type Looking, say } from './looking.js';

interface FoundLead {
  id: string;
  status: string;
  ownerId: string | null;
  teamId: string | null;
  queue: string | null;
  waitingIn: string | null;
  routedTo: { id: string; label: string; tenantId: string }[];
}

const LEAD = `RETURN l.id AS id, l.status AS status, l.ownerId AS ownerId, l.teamId AS teamId, l.queue AS queue, l.waitingIn AS waitingIn,
  [(l)-[:ROUTED_TO]->(n) | {id: n.id, label: CASE WHEN n:User THEN 'User' ELSE 'Team' END, tenantId: n.tenantId}] AS routedTo`;

/** Every lead has an owner, waits in a team's queue, or is blocked: those that were told of since, or all. */
export async function comparePlaces(looking: Looking): Promise<void> {
  const { look, tenant, memory, isWhole } = looking;
  const touched = isWhole
    ? await look.rows<FoundLead>(`MATCH (l:Lead {tenantId: $tenantId}) WHERE l.id IS NOT NULL ${LEAD}`, {
        tenantId: tenant.id,
      })
    : await look.rowsOf<FoundLead>(
        `UNWIND $items AS id MATCH (l:Lead {tenantId: $tenantId, id: id}) ${LEAD}`,
        tenant.id,
        [...memory.touched.leads],
      );
  // Whenever it came in: a lead that nobody routed shows here.
  const nowhere = await look.rows<FoundLead>(
    `MATCH (l:Lead {tenantId: $tenantId, status: 'received'}) WHERE l.createdAt IS NOT NULL AND l.id IS NOT NULL ${LEAD}
     UNION MATCH (l:Lead {tenantId: $tenantId}) WHERE l.waitingIn IS NOT NULL AND l.createdAt IS NOT NULL AND l.id IS NOT NULL ${LEAD}`,
    { tenantId: tenant.id },
  );
  const leads = new Map([...touched, ...nowhere].map((lead) => [lead.id, lead]));
  for (const lead of leads.values()) {
    for (const what of problems(lead, tenant.id)) say(looking, 'lead-place', `lead ${lead.id}: ${what}`);
  }
}

function problems({ status, ownerId, teamId, queue, waitingIn, routedTo }: FoundLead, tenantId: string): string[] {
  if (status === 'blocked') return routedTo.length === 0 ? [] : ['it is blocked, and routed to somebody'];
  if (status === 'received') return ['it was received, and never routed'];
  if (waitingIn !== null) return [`it still waits for a turn of pool ${waitingIn}`];
  const [place] = routedTo;
  if (routedTo.length !== 1 || !place) return [`it is routed to ${routedTo.length} places`];
  const wanted = ownerId === null ? { id: teamId, label: 'Team' } : { id: ownerId, label: 'User' };
  const own = ownerId === null ? `team:${teamId}` : `user:${ownerId}`;
  return [
    ...(place.id === wanted.id && place.label === wanted.label
      ? []
      : [`it is ${wanted.label} ${wanted.id}'s, and routed to ${place.label} ${place.id}`]),
    ...(place.tenantId === tenantId ? [] : [`it is routed into tenant ${place.tenantId}`]),
    ...(queue === null
      ? ownerId === null
        ? ['it has no owner, and waits in no queue']
        : []
      : queue === own
        ? []
        : [`it waits in ${queue}, not in ${own}`]),
  ];
}
