CREATE TABLE "analytics"."audit_anchors" (
	"chain" uuid PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL,
	"hash" "bytea" NOT NULL,
	"pruned_at" timestamp (3) with time zone NOT NULL,
	"seal" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "analytics"."audit_log" (
	"chain" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"request_id" uuid NOT NULL,
	"phase" text NOT NULL,
	"actor" text NOT NULL,
	"endpoint" text NOT NULL,
	"target" text,
	"parameters" text,
	"status" integer,
	"rows" integer,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "audit_log_chain_seq_pk" PRIMARY KEY("chain","seq")
);
--> statement-breakpoint
CREATE TABLE "analytics"."audit_subjects" (
	"token" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"id" text,
	"seen_at" timestamp (3) with time zone NOT NULL,
	"seal" "bytea"
);
--> statement-breakpoint
CREATE INDEX "audit_log_at" ON "analytics"."audit_log" USING btree ("at");--> statement-breakpoint
CREATE INDEX "audit_log_completion" ON "analytics"."audit_log" USING btree ("request_id") WHERE phase = 'completion';--> statement-breakpoint
CREATE INDEX "audit_log_denial" ON "analytics"."audit_log" USING btree ("at") WHERE phase = 'denial';--> statement-breakpoint
CREATE INDEX "audit_log_target" ON "analytics"."audit_log" USING btree ("target","at") WHERE target is not null;--> statement-breakpoint
CREATE INDEX "audit_subjects_seen" ON "analytics"."audit_subjects" USING btree ("seen_at");