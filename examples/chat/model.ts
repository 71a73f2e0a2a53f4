/** What a model answered, and what that used. */
export interface ModelAnswer {
  text: string;
  inputTokens: number;
  outputTokens: number;
}

/** Answers one message. */
export type Model = (message: string) => Promise<ModelAnswer>;

/** Where a model is asked. */
export interface ModelPlace {
  /** Up to `/v1`, of whatever speaks OpenAI's protocol. */
  url: string;
  key: string;
  name: string;
}

/** A model behind OpenAI's chat completions. Throws when it does not answer. */
export function completionsOf({ url, key, name }: ModelPlace): Model {
  return async (message) => {
    const response = await fetch(`${url}/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ model: name, messages: [{ role: 'user', content: message }] }),
    });
    if (!response.ok) throw Object.assign(new Error(`The model answered ${response.status}`), { status: 502 });
    const { choices, usage } = (await response.json()) as Completion;
    const text = choices[0]?.message.content ?? '';
    return { text, inputTokens: usage.prompt_tokens, outputTokens: usage.completion_tokens };
  };
}

interface Completion {
  choices: { message: { content: string } }[];
  usage: { prompt_tokens: number; completion_tokens: number };
}
