-- The largest amounts of a dimension, as lines of places up to $top, then one of all others and one of what isn't attributed;
-- and the largest changes. RankingReader fills in the names that begin with a dollar sign.
WITH grouped AS ( -- By columns, since a name is an expression that takes longer.
  SELECT
    $columns,
    sum(gross_amount) FILTER (date >= $first) AS gross,
    sum(discount_amount) FILTER (date >= $first) AS discount,
    sum(net_amount) FILTER (date >= $first) AS net,
    CASE WHEN $compared THEN coalesce(sum(net_amount) FILTER ($now), 0) END AS now,
    CASE WHEN $compared THEN coalesce(sum(net_amount) FILTER ($before), 0) END AS before
  FROM bill
  WHERE date >= $previous AND date < $end
  GROUP BY $columns
), named AS MATERIALIZED (
  SELECT
    nullif($name, '') AS name,
    sum(gross) AS gross,
    sum(discount) AS discount,
    sum(net) AS net,
    sum(now) AS now,
    sum(before) AS before
  FROM grouped
  GROUP BY 1
), placed AS (
  SELECT
    *,
    row_number() OVER (
      PARTITION BY name IS NULL ORDER BY net DESC NULLS LAST, gross DESC NULLS LAST, name
    ) AS place,
    row_number() OVER (PARTITION BY name IS NULL ORDER BY abs(now - before) DESC, name) AS mover
  FROM named
)
SELECT
  CASE WHEN name IS NULL THEN 'NOT_ATTRIBUTED' WHEN place <= $top THEN 'NAMED' ELSE 'OTHERS' END AS kind,
  CASE WHEN place <= $top THEN name END AS label,
  count(*) AS names,
  sum(gross) AS gross,
  sum(discount) AS discount,
  sum(net) AS net,
  sum(now) AS now,
  sum(before) AS before,
  min(place) AS rank
FROM placed
WHERE gross IS NOT NULL OR net IS NOT NULL
GROUP BY kind, label
UNION ALL
SELECT 'MOVER', name, 1, gross, discount, net, now, before, mover
FROM placed
WHERE mover <= $top AND name IS NOT NULL AND now <> before
ORDER BY kind, rank
