CREATE SCHEMA IF NOT EXISTS "analytics";
--> statement-breakpoint
CREATE TABLE "analytics"."user_activity_logs" (
	"created_at" timestamp (3) with time zone NOT NULL,
	"event_id" uuid NOT NULL,
	"user_id" text NOT NULL,
	"action" text NOT NULL,
	"feature" text NOT NULL,
	"details" jsonb,
	"ip_address" text,
	"user_agent" text,
	"session_id" text,
	"visit_id" text,
	CONSTRAINT "user_activity_logs_user_id_created_at_event_id_pk" PRIMARY KEY("user_id","created_at","event_id")
) PARTITION BY RANGE ("created_at");
--> statement-breakpoint
CREATE TABLE "analytics"."activity_pending" (
	"user_id" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"event_id" uuid NOT NULL,
	CONSTRAINT "activity_pending_user_id_created_at_event_id_pk" PRIMARY KEY("user_id","created_at","event_id")
);
--> statement-breakpoint
CREATE TABLE "analytics"."api_keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"key_hash" text NOT NULL,
	"prefix" text NOT NULL,
	"scopes" text[] NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "api_keys_key_hash_unique" UNIQUE("key_hash")
);
--> statement-breakpoint
CREATE TABLE "analytics"."audit_log" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "analytics"."audit_log_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"request_id" uuid NOT NULL,
	"phase" text NOT NULL,
	"actor" text NOT NULL,
	"endpoint" text NOT NULL,
	"target" text,
	"parameters" jsonb,
	"status" integer,
	"rows" integer
);
--> statement-breakpoint
CREATE TABLE "analytics"."breakdown_values" (
	"breakdown" text NOT NULL,
	"value" text NOT NULL,
	CONSTRAINT "breakdown_values_breakdown_value_pk" PRIMARY KEY("breakdown","value")
);
--> statement-breakpoint
CREATE TABLE "analytics"."catalogue_columns" (
	"table_name" text NOT NULL,
	"column_name" text NOT NULL,
	"filled" boolean NOT NULL,
	"added_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "catalogue_columns_table_name_column_name_pk" PRIMARY KEY("table_name","column_name")
);
--> statement-breakpoint
CREATE TABLE "analytics"."community_likes" (
	"id" text NOT NULL,
	"user_id" text NOT NULL,
	"share_id" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"removed_at" timestamp (3) with time zone,
	CONSTRAINT "community_likes_user_id_id_pk" PRIMARY KEY("user_id","id")
);
--> statement-breakpoint
CREATE TABLE "analytics"."community_shares" (
	"id" text NOT NULL,
	"owner_id" text NOT NULL,
	"kind" text NOT NULL,
	"shared_at" timestamp (3) with time zone NOT NULL,
	"removed_at" timestamp (3) with time zone,
	CONSTRAINT "community_shares_owner_id_id_pk" PRIMARY KEY("owner_id","id")
);
--> statement-breakpoint
CREATE TABLE "analytics"."credit_transactions" (
	"id" text NOT NULL,
	"user_id" text NOT NULL,
	"kind" text NOT NULL,
	"amount" bigint NOT NULL,
	"currency" text NOT NULL,
	"credits" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "credit_transactions_user_id_id_pk" PRIMARY KEY("user_id","id")
);
--> statement-breakpoint
CREATE TABLE "analytics"."daily_segments" (
	"day" date NOT NULL,
	"internal" boolean NOT NULL,
	"tally" text NOT NULL,
	"users" "bytea" NOT NULL,
	"counts" "bytea" NOT NULL,
	CONSTRAINT "daily_segments_tally_day_internal_pk" PRIMARY KEY("tally","day","internal")
);
--> statement-breakpoint
CREATE TABLE "analytics"."user_daily_stats" (
	"day" date NOT NULL,
	"activities" integer NOT NULL,
	"user_id" text NOT NULL,
	CONSTRAINT "user_daily_stats_day_user_id_pk" PRIMARY KEY("day","user_id")
);
--> statement-breakpoint
CREATE TABLE "analytics"."user_daily_values" (
	"day" date NOT NULL,
	"n" integer NOT NULL,
	"user_id" text NOT NULL,
	"action" text NOT NULL,
	"breakdown" text NOT NULL,
	"value" text NOT NULL,
	CONSTRAINT "user_daily_values_day_user_id_action_breakdown_value_pk" PRIMARY KEY("day","user_id","action","breakdown","value")
);
--> statement-breakpoint
CREATE TABLE "analytics"."dead_letters" (
	"id" uuid PRIMARY KEY NOT NULL,
	"reason" text NOT NULL,
	"message" text NOT NULL,
	"source" text NOT NULL,
	"user_id" text,
	"action" text,
	"payload" text NOT NULL,
	"first_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"times" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "analytics"."import_runs" (
	"source" text PRIMARY KEY NOT NULL,
	"rows_done" bigint NOT NULL,
	"mapping" text NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "analytics"."meta" (
	"key" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "analytics"."operator_sessions" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"operator_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "analytics"."operators" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"signed_in_at" timestamp (3) with time zone,
	CONSTRAINT "operators_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "analytics"."referrals" (
	"id" text NOT NULL,
	"referrer_id" text NOT NULL,
	"referee_id" text NOT NULL,
	"code" text NOT NULL,
	"credit_reward" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "referrals_referee_id_id_pk" PRIMARY KEY("referee_id","id")
);
--> statement-breakpoint
CREATE TABLE "analytics"."activity_rollups" (
	"bucket" timestamp (3) with time zone NOT NULL,
	"n" bigint NOT NULL,
	"grain" smallint NOT NULL,
	"writer" smallint NOT NULL,
	"internal" boolean NOT NULL,
	"action" text NOT NULL,
	"breakdown" text NOT NULL,
	"value" text NOT NULL,
	CONSTRAINT "activity_rollups_grain_action_breakdown_bucket_value_internal_writer_pk" PRIMARY KEY("grain","action","breakdown","bucket","value","internal","writer")
);
--> statement-breakpoint
CREATE TABLE "analytics"."segment_days" (
	"day" date PRIMARY KEY NOT NULL,
	"epoch" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "analytics"."sign_in_links" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"operator_id" uuid NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "analytics"."user_usage_stats" (
	"user_id" text PRIMARY KEY NOT NULL,
	"first_activity_at" timestamp (3) with time zone,
	"last_activity_at" timestamp (3) with time zone,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "analytics"."user_signals" (
	"user_id" text NOT NULL,
	"hour" timestamp (3) with time zone NOT NULL,
	"signal" text NOT NULL,
	"writer" uuid NOT NULL,
	"sequence" bigint NOT NULL,
	"n" integer NOT NULL,
	CONSTRAINT "user_signals_user_id_hour_signal_writer_sequence_pk" PRIMARY KEY("user_id","hour","signal","writer","sequence")
);
--> statement-breakpoint
CREATE TABLE "analytics"."users" (
	"id" text PRIMARY KEY NOT NULL,
	"user_no" integer GENERATED ALWAYS AS IDENTITY (sequence name "analytics"."users_user_no_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"email" text,
	"name" text,
	"avatar_url" text,
	"role" text,
	"identified" boolean DEFAULT false NOT NULL,
	"internal" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone,
	"first_seen_at" timestamp (3) with time zone,
	"joined_at" timestamp (3) with time zone GENERATED ALWAYS AS (coalesce(created_at, first_seen_at)) STORED,
	"deleted_at" timestamp (3) with time zone,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "analytics"."write_guard" (
	"id" integer PRIMARY KEY NOT NULL,
	"epoch" bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX "user_activity_logs_created_at_brin" ON "analytics"."user_activity_logs" USING brin ("created_at") WITH (pages_per_range=32);--> statement-breakpoint
CREATE INDEX "audit_log_at" ON "analytics"."audit_log" USING btree ("at");--> statement-breakpoint
CREATE INDEX "community_likes_share" ON "analytics"."community_likes" USING btree ("share_id");--> statement-breakpoint
CREATE INDEX "community_shares_shared" ON "analytics"."community_shares" USING btree ("shared_at");--> statement-breakpoint
CREATE INDEX "credit_transactions_created" ON "analytics"."credit_transactions" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "dead_letters_last_at" ON "analytics"."dead_letters" USING btree ("last_at");--> statement-breakpoint
CREATE INDEX "referrals_created" ON "analytics"."referrals" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "user_signals_hour" ON "analytics"."user_signals" USING btree ("hour");--> statement-breakpoint
CREATE INDEX "users_joined" ON "analytics"."users" USING btree ("joined_at","internal","deleted_at","identified");--> statement-breakpoint
CREATE INDEX "users_deleted" ON "analytics"."users" USING btree ("deleted_at") WHERE deleted_at is not null;--> statement-breakpoint
CREATE INDEX "users_user_no" ON "analytics"."users" USING btree ("user_no");