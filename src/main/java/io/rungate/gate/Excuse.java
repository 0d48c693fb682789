package io.rungate.gate;

import io.rungate.document.Waiver;

/** Why a finding does not count in a call, though it stands. */
public sealed interface Excuse {

  /** Somebody has waived it. */
  record Waived(Waiver waiver) implements Excuse {}

  /** It is in the baseline of the call: it was there before. */
  record Known() implements Excuse {}
}
