CREATE TABLE "analytics"."annotations" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"day" date,
	"at" timestamp (3) with time zone,
	"text" text NOT NULL,
	"author" text NOT NULL,
	"author_email" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "annotations_when" CHECK (num_nonnulls("day", "at") = 1)
);
--> statement-breakpoint
CREATE INDEX "annotations_day" ON "analytics"."annotations" USING btree ("day");--> statement-breakpoint
CREATE INDEX "annotations_at" ON "analytics"."annotations" USING btree ("at");