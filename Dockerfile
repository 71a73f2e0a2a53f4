# One image for api, worker, sealer and the command line: `docker run … dist/bin/worker.js`.
ARG NODE_IMAGE=node:24-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM ${NODE_IMAGE}
# The heap's bound keeps garbage from growing with the machine's memory (docs/performance.md).
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000 NODE_OPTIONS=--max-old-space-size=768
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=build /app/policy/bundle ./policy/bundle
COPY --from=build /app/profiles ./profiles
COPY --from=build /app/demo ./demo
USER node
EXPOSE 4000
ENTRYPOINT ["node"]
CMD ["dist/bin/api.js"]
