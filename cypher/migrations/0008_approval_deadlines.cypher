// Deadlines of open approvals, for the sweep that keeps them; and the inbox of whom an overdue one went up to.
CREATE INDEX approval_remind IF NOT EXISTS FOR (n:Approval) ON (n.tenantId, n.status, n.remindAt, n.id);
CREATE INDEX approval_due IF NOT EXISTS FOR (n:Approval) ON (n.tenantId, n.status, n.dueAt, n.id);
CREATE INDEX approval_escalated IF NOT EXISTS FOR (n:Approval) ON (n.tenantId, n.escalatedInbox, n.status, n.requestedAt, n.id)
