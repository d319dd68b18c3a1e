/** What went wrong with a form as a whole, told at once; nothing while all is well. */
export function Alert({ text }: { text: string | null | undefined }) {
  return text ? (
    <p role="alert" className="text-bad">
      {text}
    </p>
  ) : null;
}
