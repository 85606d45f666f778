package dev.interleave.job.model;

import dev.interleave.rest.problem.ProblemType;

/// Why a job failed.
///
/// @param type the sort of problem
/// @param detail what happened, and what to do about it
public record JobProblem(ProblemType type, String detail) {}
