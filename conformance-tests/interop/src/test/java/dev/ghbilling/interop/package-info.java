/**
 * Tools of others that read the contract strictly: a mock server that the SDK calls, and a fuzzer
 * that tests the sandbox.
 */
@NullMarked
package dev.ghbilling.interop;

import org.jspecify.annotations.NullMarked;
