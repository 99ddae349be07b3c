package dev.ghbilling.pact;

import au.com.dius.pact.provider.junitsupport.loader.PactFolder;

/** Verifies the sandbox by the pact that the SDK's tests wrote in this build. */
@PactFolder("target/pacts")
final class SandboxPactIT extends SandboxPact {}
