/**
 * The contract, running: an embedded server that answers every operation with its documented
 * example, and keeps state where an example can't do.
 *
 * <p>It also rehearses what the documents don't promise: {@linkplain dev.ghbilling.sandbox.Faults
 * faults by script}, and an API that behaves {@linkplain
 * dev.ghbilling.sandbox.Sandbox.Builder#asObserved as observed in the field}. What was asked is
 * {@linkplain dev.ghbilling.sandbox.Sandbox#requests() recorded}.
 *
 * <pre>{@code
 * try (Sandbox sandbox = Sandbox.builder().asObserved(true).usageItems(10_000).start()) {
 *   sandbox.faults().on("getUsageReport").call(2).answer(503);
 *   sandbox.faults().onDownload().next(1).inject(Fault.expiredDownload());
 *   application.run(sandbox.baseUrl(), sandbox.enterprise());
 *   sandbox.requests().forEach(System.out::println);
 * }
 * }</pre>
 */
@NullMarked
package dev.ghbilling.sandbox;

import org.jspecify.annotations.NullMarked;
