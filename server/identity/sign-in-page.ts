/** What the page of a link may do: send its form to this server. */
export const signInPagePolicy =
  "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

/**
 * The page of a sign-in link, in both languages. Following a link changes nothing, since programs that look at mail and
 * messages follow links too: signing in takes the button. Without script and style.
 */
export const signInPage = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>登录 · Sign in</title>
</head>
<body>
<main>
<h1>登录 <span lang="en">· Sign in</span></h1>
<p>此链接只能使用一次。</p>
<p lang="en">This link can be used once.</p>
<form method="post">
<button type="submit">登录 <span lang="en">· Sign in</span></button>
</form>
</main>
</body>
</html>
`
