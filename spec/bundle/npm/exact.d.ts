/** The API answered, but not with success. */
export declare class ApiError extends Error {
  /** The HTTP status. */
  readonly status: number;
  readonly headers: Headers;
  /** The body: parsed, with every number a `LosslessNumber`; as text when it isn't JSON. */
  readonly body: unknown;
}

/**
 * Options for openapi-fetch's `createClient` that keep every digit: numbers are read as `LosslessNumber`, as the types of
 * this package say, and are written as they stand. An answer other than 2xx is thrown as `ApiError`.
 */
export declare const exact: {
  bodySerializer: (body: unknown) => string;
  fetch: (request: Request) => Promise<Response>;
};
