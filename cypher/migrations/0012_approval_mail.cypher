// Links that were mailed to approvers, and who wants no mail.
CREATE CONSTRAINT approval_link_id IF NOT EXISTS FOR (n:ApprovalLink) REQUIRE (n.tenantId, n.id) IS UNIQUE;
CREATE CONSTRAINT approval_link_notice IF NOT EXISTS FOR (n:ApprovalLink) REQUIRE (n.tenantId, n.notice) IS UNIQUE;
CREATE CONSTRAINT mail_preference_id IF NOT EXISTS FOR (n:MailPreference) REQUIRE (n.tenantId, n.id) IS UNIQUE;
CREATE CONSTRAINT mail_preference_user IF NOT EXISTS FOR (n:MailPreference) REQUIRE (n.tenantId, n.userId) IS UNIQUE
