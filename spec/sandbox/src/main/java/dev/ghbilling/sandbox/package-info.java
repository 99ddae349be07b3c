/**
 * The sandbox: an embedded server that serves the contract, with its documented examples and with
 * state where an example isn't enough.
 *
 * <p>It also rehearses what the documents don't promise: {@linkplain dev.ghbilling.sandbox.Faults
 * scripted faults}, and an API that behaves {@linkplain
 * dev.ghbilling.sandbox.Sandbox.Builder#asObserved as observed}. It {@linkplain
 * dev.ghbilling.sandbox.Sandbox#requests() records} the requests that it receives.
 *
 * <pre>{@code
 * try (Sandbox sandbox = Sandbox.builder().asObserved(true).usageItems(10_000).start()) {
 *   sandbox.faults().on("getUsageReport").call(2).respondWith(503);
 *   sandbox.faults().onDownload().next(1).inject(Fault.expiredDownload());
 *   application.run(sandbox.baseUrl(), sandbox.enterprise());
 *   sandbox.requests().forEach(System.out::println);
 * }
 * }</pre>
 *
 * <p>This package is the public API; what is below {@code internal} isn't. A request passes these
 * rooms, each of which knows only those after it: this one (records it, injects its fault), {@code
 * fault}, {@code behaviour}, {@code export}, {@code usage}, {@code api}, {@code http}.
 */
@NullMarked
package dev.ghbilling.sandbox;

import org.jspecify.annotations.NullMarked;
