import { parse, stringify } from 'lossless-json';

export class ApiError extends Error {
  constructor(response, body) {
    super(`HTTP ${response.status}${body?.message === undefined ? '' : `: ${body.message}`}`);
    this.name = 'ApiError';
    this.status = response.status;
    this.headers = response.headers;
    this.body = body;
  }
}

function errorBody(text) {
  try {
    return parse(text);
  } catch {
    return text;
  }
}

export const exact = {
  bodySerializer: (body) => stringify(body),
  async fetch(request) {
    const response = await fetch(request);
    const text = await response.text();
    if (!response.ok) {
      throw new ApiError(response, errorBody(text));
    }
    if (text === '') {
      return new Response(null, response);
    }
    // openapi-fetch reads with json() only if the length is told, and with JSON.parse otherwise.
    const headers = new Headers(response.headers);
    headers.set('Content-Length', String(new TextEncoder().encode(text).length));
    const read = new Response(text, { status: response.status, headers });
    read.json = async () => parse(text);
    return read;
  },
};
