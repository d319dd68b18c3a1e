CREATE TABLE "analytics"."archived_counts" (
	"user_id" text NOT NULL,
	"feature" text NOT NULL,
	"action" text NOT NULL,
	"signal" text NOT NULL,
	"details" jsonb NOT NULL,
	"n" bigint NOT NULL,
	"first_at" timestamp (3) with time zone,
	"last_at" timestamp (3) with time zone,
	CONSTRAINT "archived_counts_user_id_feature_action_signal_details_pk" PRIMARY KEY("user_id","feature","action","signal","details")
);
--> statement-breakpoint
CREATE TABLE "analytics"."archived_rollups" (
	"bucket" timestamp (3) with time zone NOT NULL,
	"n" bigint NOT NULL,
	"internal" boolean NOT NULL,
	"action" text NOT NULL,
	"breakdown" text NOT NULL,
	"value" text NOT NULL,
	CONSTRAINT "archived_rollups_bucket_action_breakdown_value_internal_pk" PRIMARY KEY("bucket","action","breakdown","value","internal")
);
--> statement-breakpoint
CREATE TABLE "analytics"."erased_users" (
	"hash" text PRIMARY KEY NOT NULL,
	"alias" text NOT NULL,
	"erased_at" timestamp (3) with time zone NOT NULL,
	"receipt" jsonb NOT NULL,
	"late" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "analytics"."job_runs" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "analytics"."job_runs_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"result" jsonb NOT NULL
);
--> statement-breakpoint
CREATE INDEX "job_runs_name" ON "analytics"."job_runs" USING btree ("name","started_at");