# Whether a contract may be activated: signed by everybody it names, under an allowed jurisdiction, with payment terms, every
# required approval, and the receipts that prove it. What it lacks is named; nothing else may go on without it.
package contract_activation

import data.tenant_overrides.config

decision := {
	"allow": count(all_issues) == 0,
	"missing": all_missing,
	"blocking_issues": sort(all_issues),
	"required_receipts": required_receipts,
	"missing_receipts": [step | some step in required_receipts; not step in receipts],
	"missing_approvals": sort(missing_approvals),
	"allowed_jurisdictions": allowed_jurisdictions,
	"rule_ids": rule_ids,
}

# What the product itself never goes without; a tenant may only add to it.
always_required := ["APPROVE_QUOTE", "GENERATE_CONTRACT", "SIGN_CONTRACT"]

required_receipts := array.concat(
	always_required,
	[step | some step in config.activation.required_receipts; not step in always_required],
)

default allowed_jurisdictions := []

allowed_jurisdictions := config.activation.allowed_jurisdictions

receipts := {step | some step in input.receipts}

all_issues := {issue | some issue in issues}

rule_ids := ["activation.nothing_blocks"] if {
	count(all_issues) == 0
} else := sort(all_issues)

issues contains "activation.attribute_missing" if count(all_missing) > 0

issues contains "activation.not_signed" if input.contract.status in {"draft", "sent", "viewed"}

issues contains "activation.not_in_force" if input.contract.status in {"declined", "voided", "expired"}

issues contains "activation.no_signer" if count(input.contract.signers) == 0

issues contains "activation.signer_missing" if {
	some signer in input.contract.signers
	signer.signed == false
}

# Both sides sign: their side binds them, ours binds us.
issues contains "activation.side_missing" if {
	count(input.contract.signers) > 0
	count({"customer", "vendor"} - {signer.side | some signer in input.contract.signers}) > 0
}

issues contains "activation.signed_other_version" if input.contract.quote_version != input.quote.version

issues contains "activation.jurisdiction_not_allowed" if {
	count(allowed_jurisdictions) > 0
	not input.contract.jurisdiction in allowed_jurisdictions
}

issues contains "activation.no_payment_terms" if input.contract.payment_days == null

issues contains "activation.quote_not_approved" if input.quote.status != "approved"

issues contains "activation.approval_missing" if count(missing_approvals) > 0

missing_approvals := {role |
	some role in input.quote.required_approvals
	not role in {approval.role | some approval in input.approvals; approval.status == "approved"}
}

issues contains "activation.receipt_missing" if {
	some step in required_receipts
	not step in receipts
}

# --- What must be known ---

all_missing := sort([name | some name in missing])

needed := {
	"approvals": ["approvals"],
	"contract.quote_version": ["contract", "quote_version"],
	"contract.signers": ["contract", "signers"],
	"contract.status": ["contract", "status"],
	"quote.required_approvals": ["quote", "required_approvals"],
	"quote.status": ["quote", "status"],
	"quote.version": ["quote", "version"],
	"receipts": ["receipts"],
}

missing contains name if {
	some name, path in needed
	object.get(input, path, null) == null
}

# Null is an answer here ("no payment terms"), absence is not.
missing contains "contract.payment_days" if not has_payment_days

has_payment_days if _ = input.contract.payment_days

# An unknown jurisdiction is none that is allowed; where any is, it need not be known.
missing contains "contract.jurisdiction" if {
	count(allowed_jurisdictions) > 0
	object.get(input, ["contract", "jurisdiction"], null) == null
}
