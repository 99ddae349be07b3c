package dev.ghbilling.pact;

import au.com.dius.pact.provider.junitsupport.loader.PactFolder;

/**
 * Verifies the sandbox by the pacts of other consumers, which use our states: those in the folder
 * {@code pact.consumer.folder}, or else one that was written by hand and shows how.
 */
@PactFolder("${pact.consumer.folder:src/test/pacts}")
final class ConsumerPactIT extends SandboxPact {}
