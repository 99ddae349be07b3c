/**
 * Tools of others that read the contract strictly: mock servers that the SDK and plain requests
 * call, a proxy in front of the sandbox, and a fuzzer that tests it.
 */
@NullMarked
package dev.ghbilling.interop;

import org.jspecify.annotations.NullMarked;
