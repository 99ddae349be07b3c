// The expected results of the runs.
export const TOKEN = 'ghp_browsercheck0123456789';

/** A check that fails at the server that responds with {} to every request. */
export const KNOWN = 'getActionsBilling/schema';

export const EXPECTED = {
  sandbox: { exitCode: 0, verdict: '✓ Conforms' },
  empty: { exitCode: 1, verdict: '✗ Does not conform' },
  hostile: { exitCode: 1, verdict: '✗ Does not conform' },
  limited: { exitCode: 2, verdict: '! Could not run' },
};
