// Properties of an approval, as rows.ApprovalRow: inside the braces of a map projection.
.id, .version, .createdAt, .quoteId, .quoteVersion, .opportunityId, .role, .stage, .status, .reasons, .assigneeId,
.inbox, .requestedAt, .remindAt, .dueAt, .escalatedAt, .escalatedToIds, .escalatedInbox, .segment, .discountBp, .thresholdBp, .decidedAt, .decidedById, .reasonCode,
.groupId, .groupNeeds, .onBehalfOfId, .approvedVersion, .configNumber, .assignedById
