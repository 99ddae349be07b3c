/**
 * One call: from the generated interface to a record or one exception. The whole way, there and
 * back:
 *
 * <pre>
 *   noun                  Usage, Exports, CostCenters ...
 *    |
 *   generated interface   UsageApi ..., read by Feign's contract
 *    |
 *   CallHandler           the loop: attempt, and again where the RetryPolicy (Retries) says so
 *    |                      ApiMethod        arguments to a feign.Request (RequestWriter), prepared once
 *    |                      RateLimiter      permits, spacing of writes, exhausted limits, the token
 *    |
 *   ResponseCache         If-None-Match, 304
 *    |
 *   ExhaustedLimits       remembers X-RateLimit-Reset
 *    |
 *   interceptors          the application's own
 *    |
 *   BearerAuthentication  the token, for the API's base URL alone
 *    |
 *   RedirectFollower      without credentials to another origin
 *    |
 *   HttpLog               by allow-list
 *    |
 *   OkHttpTransport       the network, within the Deadline
 * </pre>
 *
 * <p>On the way back {@code CallHandler} gives a successful response to {@code JsonDecoder} and any
 * other to {@code ApiErrorDecoder}. No response with more than 64 KiB of headers leaves the
 * transport.
 *
 * <p>A download takes a shorter route, which never has a token:
 *
 * <pre>
 *   PartDownload          the loop: attempt, and again where the same RetryPolicy says so
 *    |
 *   FileTransfer          resumes a partly downloaded file
 *    |
 *   Storage               ApiClients.download
 *    |
 *   RedirectFollower      one of its own, for the hosts that store files
 *    |
 *   OkHttpTransport       the network, within the Deadline
 * </pre>
 */
@NullMarked
package dev.ghbilling.internal.call;

import org.jspecify.annotations.NullMarked;
