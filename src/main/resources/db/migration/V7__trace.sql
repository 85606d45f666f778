-- The trace in which somebody asked for a job, as in the header `traceparent` of W3C Trace Context; null if in none.

ALTER TABLE job ADD COLUMN traceparent TEXT;

-- The span of which the tries of a delivery are children.
ALTER TABLE delivery ADD COLUMN traceparent TEXT;
