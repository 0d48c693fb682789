package io.rungate.engine;

import io.rungate.pack.RuleCard;
import java.util.List;

/**
 * Why a conclusion stands: the rule, and what it matched.
 *
 * @param rule the rule that concluded it
 * @param conclusion a record of {@code io.rungate.fact}, or a word that the pack declares
 * @param because the facts and conclusions that the rule matched, in the order of its conditions;
 *     what an accumulate collected stands here one by one
 */
public record Justification(RuleCard rule, Object conclusion, List<Object> because) {}
