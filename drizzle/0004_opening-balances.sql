CREATE TABLE "analytics"."opening_balances" (
	"user_id" text NOT NULL,
	"source" text NOT NULL,
	"counters" jsonb NOT NULL,
	"first_activity_at" timestamp (3) with time zone,
	"last_activity_at" timestamp (3) with time zone,
	CONSTRAINT "opening_balances_user_id_source_pk" PRIMARY KEY("user_id","source")
);
