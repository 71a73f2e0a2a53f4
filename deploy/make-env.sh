#!/bin/sh
# Writes .env for docker-compose.yml with fresh secrets, and a key pair for tokens of your own under deploy/keys.
# Never overwrites: a lost master secret is a log that nobody can continue. Needs openssl.
set -eu
umask 077
cd "$(dirname "$0")/.."

if [ -e .env ] || [ -e deploy/keys ]; then
  echo '.env or deploy/keys is already there: move both away first.' >&2
  exit 1
fi

mkdir deploy/keys
openssl genpkey -algorithm ed25519 -out deploy/keys/token-private.pem
openssl pkey -in deploy/keys/token-private.pem -pubout -out deploy/keys/token-public.pem
# The containers run as another user than you; the folder is mounted read-only.
chmod 755 deploy/keys
chmod 644 deploy/keys/token-public.pem

cat > .env <<END
NEO4J_PASSWORD=$(openssl rand -hex 24)
REDIS_PASSWORD=$(openssl rand -hex 24)
REVGRAPH_LOG_NAME=revgraph.local
REVGRAPH_LOG_MASTER_SECRET=$(openssl rand -hex 32)
# Tokens: those of your identity provider (REVGRAPH_JWT_JWKS_URL), or your own, signed with deploy/keys/token-private.pem.
REVGRAPH_JWT_ISSUER=revgraph.local
REVGRAPH_JWT_AUDIENCE=revgraph-api
REVGRAPH_JWT_PUBLIC_KEY_FILE=/keys/token-public.pem
# Mail to approvers: set all three, or none.
SMTP_URL=
MAIL_FROM=
PUBLIC_URL=
END
echo 'Wrote .env and deploy/keys. Next: docker compose up --build --detach'
