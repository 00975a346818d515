export declare const directions: Record<
  string,
  { readonly values: readonly string[]; readonly types: readonly string[] }
>
export declare const packages: Record<string, readonly string[]>
