// Requests in English, one a line, by task: `(a|b)` is a choice, `{slot}` a word from the slots, `\n` a new line.
import type { Task } from '../../../chat/request.ts'

export const english: Readonly<Record<Task, string>> = {
  code: String.raw`
write a {language} (function|class|script|program) that (reads|parses|validates|merges|downloads) (a csv file|json logs|two sorted lists|user input|an xml feed)
{language}: how (do I|can I|to) (sort a map by value|read a file line by line|remove duplicates from an array|parse a date string|make an http request|convert a string to an int)?
How to (center a div|make a sticky header|hide an element on mobile) (using flexbox|with css|without javascript)?
(Fix|Debug|Explain|Refactor|Optimize|Review) this:\n{snippet}
{snippet}
(Why|Any idea why) does this (crash|return None|throw an error|loop forever|not compile)?\n\n{snippet}
(what's wrong with|find the bug in) my code\n{snippet}
I'm getting this error and I have no idea how to fix it:\n{snippet}
(Convert|Translate|Port|Rewrite) this (code|function|snippet) (to|into|in) {language}:\n{snippet}
add (type hints|comments|docstrings|error handling|unit tests|logging) to this\n{snippet}
def {name}(nums):\n    """Return the {n} largest values.\n    >>> f([1, 2, 3])\n    [3]\n    """
Complete the following {language} function:\n{snippet}
What is the time complexity of this code?\n{snippet}
Given a string s, (write a function to |)return the longest substring without repeating characters. Use {language}.
You are given an array of integers nums and an integer k. Return the number of subarrays whose sum equals k.
Implement (a trie|merge sort|a binary search tree|a thread pool|a rate limiter|quick select|a hash map|Dijkstra's algorithm|an event emitter) in {language}
I want to (deploy my app|run my container|set up CI|connect to mysql) with (docker|nginx|github actions|kubernetes), what should the config look like?
How do I (rebase my branch onto main|resolve a merge conflict|squash commits|revert a pushed commit) in git?
git: fatal: refusing to merge unrelated histories
What is the difference between (an interface and an abstract class|== and ===|a process and a thread|inner join and outer join|let and var|POST and PUT) in {language}?
build a (todo app|REST API|chat server|snake game|landing page|telegram bot|web scraper) (with|using) (React|Flask|Node.js|Django|Go|Vue|FastAPI)
regex to (match email addresses|extract phone numbers|validate a password|strip html tags)
Is there a way to (mock|patch|stub) a (method|module|network call) in (pytest|jest|junit)?
npm ERR! code ERESOLVE unable to resolve dependency tree, how to solve
I have a dataframe with columns a and b; how do I (pivot it|drop NaN rows|merge it with another one|compute a rolling mean) in pandas?
sql query to (find the second highest salary|list customers without orders|count rows per day|delete duplicate rows)
create a (dockerfile|makefile|bash script|github workflow|terraform module) for (a node app|a python service|backing up postgres)
my (flask|spring boot|express|laravel) app returns (404|500|403|a CORS error) when I call the (login|upload|users) endpoint
how can i use (async await|promises|generics|decorators|lambda expressions|list comprehensions) in {language}
write code to (print the fibonacci sequence|check if a number is prime|reverse a linked list|count vowels in a string|find the gcd of two numbers)
Write a function to check whether the given (number is a palindrome|list is sorted|matrix is symmetric|string is an anagram of another) or not.
what does (git stash|chmod 755|npx|async def|volatile|the @property decorator|Object.freeze) do
In (tensorflow|pytorch|keras), how do I (freeze layers|save a model|use a custom loss|move tensors to the gpu)?
(VBA|Excel macro|google apps script) to (copy rows to another sheet|send an email for each row|highlight duplicates)
generate a (swagger spec|graphql schema|json schema|database schema) for (a blog|an online shop|a booking system)
document this api endpoint in markdown\n{snippet}
how do i make my (android|ios|flutter|react native) app (scroll|show a dialog|store data locally|handle rotation)
write a latex table with three columns and a caption
(LINQ|Entity Framework|Hibernate|SQLAlchemy) query to (group by date|join two tables|eager load children)
Why is my (python|java|c++) program so slow when the list has a million items?
{language} code for (a calculator|tic tac toe|bank account class|linear regression from scratch)
refactor to use dependency injection please:\n{snippet}
segmentation fault when I free the pointer twice? here is main.c
Write assembly code that adds two numbers
vim: how to replace all occurrences in the file
class {name}Stack:\n    def push(self, x):\n        """Add x and keep the minimum in O(1)."""
from typing import List\n\n\ndef below_limit(values: List[int], limit: int) -> bool:\n    """ Return True if all values are below the limit.\n    >>> below_limit([1, 2], 5)\n    True\n    """
I am trying to (parse json|plot two lines|upload a file|read from a socket) in {language} but it (hangs|returns undefined|throws), here is what I have so far:\n\n{snippet}\n\nWhat am I missing?
How to pass arguments from a bash script to a python program?
(TypeError|ValueError|ImportError): (cannot unpack non-iterable int|invalid literal for int|No module named yaml) when I run my script
Given the table employee(id, name, salary, dept), write a query for (the average salary per dept|names starting with A)
what's the output of this program?\n{snippet}
Write a GitHub Actions workflow that lints and tests on every push
You will be given a string of brackets. Return whether they are balanced. Input: the string. Output: true or false.
which design pattern fits a plugin system in {language}?
How (do|would) (you|I) (check if|determine whether) (a file exists|a key is in a dictionary|a variable is undefined|a string contains a substring) in {language}?
What is the (best|most pythonic|correct|difference between the) way to (flatten a nested list|copy an object|iterate over a map|concatenate strings)( in {language}|)?
(Why|When) (should|would) I use (a virtual environment|useMemo|a Docker volume|an abstract class|a mutex) (instead of|rather than) (a global install|useEffect|a bind mount|an interface|a semaphore)?
I have the following table structure and want to (select only the latest row per user|update rows from another table). Using (MySQL|Postgres|SQL Server).
I keep getting "(permission denied (publickey)|EADDRINUSE|cannot find module 'express'|undefined reference to main|Invalid hook call)" (after upgrading|when I deploy|on macOS)
{snippet}\n\nI expect it to print 6 but it prints nothing. What's going on?
def {name}_sum(a: int, b: int) -> int:\n    # TODO: complete
function isValid(s) {\n  // return true if brackets match\n}
Problem: You are given n intervals. Merge all overlapping ones and print the result.\nInput\nThe first line contains n.\nOutput\nPrint the merged intervals.
I need a program in {language} that asks the user for a number and prints whether it is even
can u code me a simple (website|discord bot|game) (in html|with python|where u jump over blocks)
make the login button work in my {language} project, here's the file:\n{snippet}
write tests for this\n{snippet}
create a (react|vue|svelte) component that shows a (table with sorting|modal|countdown)
explain what this regex does: ^(?=.*[A-Z])(?=.*\d).{8,}$
Excel formula to (sum cells if another column equals yes|look up a value from another sheet|count unique values)
(Explain|What is) (recursion|a closure|garbage collection|polymorphism|REST|a memory leak|big O notation) (with a code example|in programming)?
jq filter to get all names where age > {n}
migrate this from class components to hooks:\n{snippet}
how can I speed up this query? EXPLAIN shows a full table scan.\nSELECT * FROM orders WHERE YEAR(created) = 2020
(add|implement) (a dark mode toggle|pagination|form validation|a logout button|input sanitizing|caching|dark theme support) (to|in) (the settings page|this component|the users API|my React app|our checkout page)
(refactor|clean up|simplify|split) (the auth module|src/app.ts|this class|the reducer|the payment service) (to use async await|into smaller functions|so it is testable|)
(the build|my test|CI|the app|type checking|the linter) (is broken|fails|crashes on startup|hangs|keeps failing) (after the last merge|since I upgraded|with exit code 1|), (why|fix it|any idea|what's wrong)
(explain|walk me through) (this codebase|how the router module works|src/{name}.ts|what this function returns|the architecture of this repo)
what does this (error|warning|stack trace|type) mean
(read|look at) (src/app.ts|main.py|the parser module|package.json) and (tell me what it does|explain it|find the bug)
where is (the rate limit|authentication|the retry logic) (handled|implemented|defined) in the code?
rename the variable foo everywhere and update the imports
write a migration that adds a column to the users table`,
  thinking: String.raw`
{name} has {n} {thing} and buys {m} more. (She|He) then gives {m} to a friend. How many {thing} are left?
{name} (earns|saves|spends) \${n} per (hour|day|week). How much (does he have|will she have) after {m} (weeks|days)?
A (train|car|cyclist|boat) travels {n} (km|miles) in {m} hours. (What is its average speed|How far will it go in 5 hours at the same speed)?
A (shirt|laptop|bike) costs \${n} after a {m}% discount. What was the original price?
If {n} workers (build a wall|paint a house|dig a ditch) in {m} days, how long would {m} workers take?
(Solve|Solve for x): {n}x + {m} = {n}
Solve the (system of equations|inequality|quadratic): x^2 - {n}x + {m} = 0
(Find|Compute|Evaluate|Calculate) the (derivative|integral|limit) of (x^3 ln x|sin(2x)/x|e^(-x^2)|1/(1+x^2)) (as x approaches 0|from 0 to 1|)
Prove that (there are infinitely many primes|the sum of two odd numbers is even|n^3 - n is divisible by 6|every bounded monotone sequence converges|log 2 is irrational)
(Show|Prove) by induction that 1 + 2 + ... + n = n(n+1)/2
What is the probability (of drawing two aces from a deck|that two dice sum to 8|of getting at least one head in three tosses|that a random committee of {m} contains both Ann and Bob)?
In how many ways can {n} people (sit around a table|be split into two teams|line up if two refuse to stand together)?
Let $f(x) = x^2 + {n}x$. Find all real $x$ such that $f(f(x)) = 0$.
Find the (sum|product|number) of all positive integers $n$ for which $n^2 + {n}$ is a perfect square.
Triangle ABC has sides {n}, {n} and {m}. Find its area.
The (sum|difference|ratio) of two numbers is {n} and their product is {m}. What are the numbers?
{name} is twice as old as {name} was {m} years ago. How old are they now?
Three friends, A, B and C, each either always lie or always tell the truth. A says "B is lying." B says "C is lying." C says "A and B are lying." Who tells the truth?
All (cats|poets|engineers) are (mortal|dreamers|careful). Some (dreamers|mortals) are (lazy|happy). Can we conclude that some (cats|poets) are lazy?
If it rains the ground gets wet. The ground is wet. Did it rain? Explain whether the argument is valid.
Which of the following, if true, most (weakens|strengthens) the argument above?\nA. Sales rose in both regions\nB. The survey was small\nC. Prices fell
A {m} kg (block|ball|crate) is (pulled|thrown|dropped) with a force of {n} N. What is its acceleration?
A (ball|stone) is thrown upward at {n} m/s. How long until it hits the ground?
What is the pH of a 0.0{m} M solution of HCl?
How many moles of oxygen are needed to burn {n} g of methane completely?
Two resistors of {n} ohm and {m} ohm are in parallel. What is the total resistance?
A heterozygous tall pea plant is crossed with a short one. What fraction of offspring will be short?
Which of the following is a (conductor|mammal|chemical change|renewable resource)?\n(A) copper\n(B) glass\n(C) rubber\n(D) wood
(Think step by step|Think carefully|Reason carefully|Let's think this through): (should a small country adopt a foreign currency|is it better to lease or buy a machine used for {m} years|which of three suppliers is least risky given late deliveries)?
(Analyze|Weigh) the (trade-offs|long-term consequences) of (a four-day week|universal basic income|building a new reactor), consider counterarguments, and reach a reasoned conclusion
You have a {m} litre jug and a {n} litre jug. How do you measure exactly 1 litre?
A farmer must cross a river with a wolf, a goat and a cabbage. How?
What comes next in the sequence: 2, 6, 12, 20, {n}, ?
{n} * ({m} + {n}) - {m} / 2 = ?
What is {n}% of {m}{n}?
A tank fills through one pipe in {n} minutes and empties through another in {m} minutes. When is it full if both are open?
{name} bought {n} {thing} for \${m} each and sold them all for a profit of {m}%. How much money did (he|she) make?
There are {n} (students|{thing}). One third of them are (red|girls|new) and {m} of the rest are broken. How many remain?
On a table there are a red pen, two blue cups and a green book. I remove the cups. How many objects are left?
Ryan is taller than Kim. Kim is taller than Joe but shorter than Ana. Who is the shortest?
Five students finished a race. Ben came before Dan but after Eva. Carl came last. Who was second?
(Simplify|Factor|Expand) (3x^2 - 12x + 9|(x+2)(x-3)^2|\sqrt{{n}} + \sqrt{{m}})
Find the eigenvalues of the matrix [[2, 1], [1, 3]]
Is the following statement necessarily true? If every x in S is even then S is infinite. Give a proof or a counterexample.
How many zeros are at the end of {n} factorial?
Estimate how many piano tuners work in Chicago, show your reasoning
Decide which player wins with optimal play in this game of Nim with piles {m}, {m} and {n}
Suppose a test is 99% accurate and 1 in 1000 people has the disease. I tested positive. How likely am I to be ill?
Today is Tuesday. What day will it be {n} days from now?
A clock shows 3:{n}. What is the angle between the hands?
Determine the remainder when 7^{n} is divided by {m}
A rectangle's length is {m} cm more than its width and its perimeter is {n} cm. Find its dimensions.
Solve this riddle: the more you take, the more you leave behind. Explain the logic
"All dogs are loyal. Whatever is loyal is loved. Therefore all dogs are loved." Is the argument deductively valid?\nOptions:\n- valid\n- invalid
Alice, Bob and Carol hold a red, a blue and a green ball. First Alice and Bob swap, then Bob and Carol swap. Which ball does Bob hold at the end?\n(A) red\n(B) blue\n(C) green
A robot walks {m} metres north, turns right, walks {m} metres and repeats this three more times. Is it back where it began?
A director must assign five speakers, F, G, H, J and K, to five days. F speaks before G. H cannot speak on Monday. If J speaks on Tuesday, which of the following must be true?
Which of the following conclusions can most reasonably be drawn from the passage above?
Most people who jog are thin, so jogging must make people thin. What is the flaw in this reasoning?
((-{n} + {m} * 5) - (-7 - {m})) =
Sort the words so that the parity argument works, then explain why the last move is forced
Let $a_1 = {m}$ and $a_{k+1} = 2a_k + 1$. Find $a_{n}$ modulo 7.
How many positive divisors does {n}0 have?
The average of {m} numbers is {n}. If one number is removed the average becomes {m}. Which number was removed?
A bag has {n} red and {m} blue {thing}. What is the ratio of red to blue?
(Ann|{name}) reads {m} pages on Monday, twice as many on Tuesday, and has {n} pages left. How long is the book?
An object at rest is pushed across ice with no friction. Which graph shows its velocity?\n(A) 1\n(B) 2\n(C) 3
Why does the pressure of a gas rise when it is heated at constant volume? Derive it from the kinetic theory.
What is the oxidation state of manganese in KMnO4?
It was Sept. 1st, 2021 a week ago. What is the date 10 days ago in MM/DD/YYYY?
In a drawer are {m} spoons, a fork and two pens. How many pieces of cutlery are there?
A (store|shop|baker|school|farm) (sells|has|orders) {n} {thing} on (Monday|the first day) and {m} more each day after. How many (does it sell|are there) by Friday in total?
{name} can (type|read|mow) {n} (pages|lawns|words) in {m} hours. At this rate how many in 7 hours?
If $x + y = {n}$ and $xy = {m}$, what is $x^2 + y^2$?
What is the largest prime factor of {n}{m}?
How many (integers|three-digit numbers|subsets|diagonals) (between 1 and {n}00 are divisible by {m}|contain no repeated digits|does a {m}-element set have|does a polygon with {m} sides have)?
A (circle|cube|cone|sphere|cylinder) has (radius|edge|height) {m}. Find its (volume|surface area).
Compute $\sum_{k=1}^{{n}} k^2$.
Find the minimum value of $x^2 - {m}x + {n}$ over the reals.
Suppose that $\alpha$ is an acute angle with $\sin \alpha = 3/5$. Find $\tan \alpha$.
There are 100 prisoners and a light bulb. Devise a strategy and prove that it works.
You are on an island of knights and knaves. A says "we are both knaves". What are A and B?
Two planes leave the same airport in opposite directions at {n}0 and {m}0 mph. After how many hours are they 1000 miles apart?
An election has {m} candidates. Each voter ranks them. Show that the winner under Borda need not be the Condorcet winner.
Which gas is produced when zinc reacts with dilute acid? Balance the equation.
A student heats {n} g of water from 20 to 80 degrees. How much energy is required?
A mutation changes a codon from UAC to UAA. What is the most likely effect on the protein?\nA. none\nB. truncated\nC. longer
Which statement best explains why ice floats on water?\n(A) it is denser\n(B) it is less dense\n(C) it is colder
The Moon is full tonight. In about how many days will it be new?\nA. 7\nB. 14\nC. 28
Is it possible to tile an 8x8 board with two opposite corners removed with dominoes? Justify.
My monthly income is \${n}00. I spend 30% on rent and \${m}0 on food. How much can I save in a year?
Why is the halting problem undecidable? Give the full argument.
Critically evaluate the claim that correlation implies causation in this study of {n} patients, and identify hidden assumptions.
Work out the optimal strategy for the secretary problem with {m} candidates
Scientist: the new method raised yields on some farms without costs. Critics say these farms were well run before. Which of the following, if true, best supports the scientist?\nA. ...\nB. ...
Four out of five pupils say they enjoy tests, and a teacher concludes that they lie. On which assumption does the teacher rely?
Some {thing} are cheap. Nothing cheap is durable. What follows?
It is said that all traders cheat, and this is false. Which must then be true?\n(A) some do not\n(B) none do\n(C) all do
Patients E, F, G, H and I must be assigned to three doctors under these conditions: G and H have the same doctor; E is not seen by Dr. Li. Which assignment is possible?
Subtract {m}.25 from {n}{m}.8
What is the greatest order of an element in the symmetric group on {m} letters?
For which values of x does the power series converge?
Two people each pour in half of the poison. Did the first one cause the death? Argue both ways and decide.
Which direction does the skater face after turning {n} degrees clockwise?`,
  long: String.raw`
Write a (complete|full|very long|detailed) (novel|novella|screenplay|textbook|thesis|handbook|memoir) about {topic}
Write a (3000|4,000|6000|10,000|2500) word (essay|article|story|report|research paper|blog post) (on|about) {topic}
I need (an in-depth|a comprehensive|an exhaustive) report on {topic}, (at least|no less than|around) ({n} pages|5000 words|8000 words)
(Produce|Draft|Generate) a {n}-page (business plan|white paper|manual|guide|proposal) (about|for) {topic}
write me a story with {n} chapters about {topic}, each chapter at least 1500 words
Write a whole book about {topic}. Start with the table of contents and then write every chapter in full
(Expand|Turn|Develop) (this|the following outline|my notes) into a (5000 word|{n} page|full length) (chapter|paper|article)
give me a super long, extremely detailed (explanation|guide|tutorial) of {topic}, (minimum 4000 words|as long as possible|don't stop until 20 pages)
Write the full script of a two-hour (film|play|documentary) about {topic}
Write an entire (course|curriculum|workbook) on {topic} with {n} lessons, every lesson fully written
I want a dissertation chapter of 9000 words with citations about {topic}
Continue the novel: write chapters 5 to 12, about 3000 words each
complete 30-page term paper, topic {topic}, with introduction, body, and conclusion
please write a long form investigative article (7k words) on {topic}
Write a multi-part fantasy saga, 12 chapters, minimum 20,000 words in total
Write a thorough literature review on {topic} of about 6000 words
Write an encyclopedia with 100 detailed entries about {topic}
an epic poem of 300 stanzas about {topic}
Prepare a {n} page training manual for new nurses, covering every procedure in detail
Here is my outline, write the full 50-page report section by section
ten thousand words on {topic}, go
Write all {n} episodes of a podcast script about {topic}, each 20 minutes long
write a (very long|really long|long, detailed|super long) (story|essay|fairy tale|article) about {topic}
tell me a (very |really |)long bedtime story with many chapters`,
  image: String.raw`
{image}, {style}
{image}
{image}, {style}, {style}
(draw|paint|sketch|illustrate) (me |){image}
(Generate|Create|Make|Produce|I want|I need|Can you make|give me) (an image|a picture|a photo|an illustration|a painting) (of|showing) {image}
(Design|Make|Create) a (logo|poster|book cover|flyer|banner|business card|sticker|t-shirt design|icon) for (a bakery|my band|a yoga studio|a tech startup|a charity run|a podcast|a pet shop)
a (photo|painting|drawing|rendering|photograph|close-up|sketch|cartoon) of {image}
{style}: {image}
imagine {image} {style}
(portrait|close-up portrait|full body shot) of a (young woman with freckles|tired soldier|cyborg monk|boy with a fox mask|queen in gold armor), {style}
(Change|Replace|Remove|Blur) the (background|sky|text|people) in (this|the attached) (photo|picture|image)
make (this picture|the photo|my selfie) look like (a Van Gogh painting|an anime character|an old polaroid|a pencil sketch)
(turn|edit) this (photo|image) (into|so that) (a cartoon|it looks like winter|my hair is blue)
visualize {image} as a (movie poster|children's book illustration|tarot card|postage stamp)
the word 'START' written in (smoke|flowers|neon)
a (blue|red|wooden|tiny|giant) (cube|bicycle|teapot|bench) (next to|on top of|behind|under) a (green|yellow|stone) (sphere|horse|fountain|car)
two (dogs|children|robots|chairs) and a (bus|lamp|kite|cake)
a map of an imaginary island
{image} and {image} in the same scene
wallpaper of {image}
product photo of a (perfume bottle|sneaker|wrist watch|glass of lemonade) on (marble|sand|ice), {style}
infographic explaining {topic}, flat design, clean icons
8k wallpaper, {image}, dreamy, ethereal
show me what {image} would look like
logo, minimalist, a mountain and a wave, blue and white
album cover for a lo-fi record with {image}
character sheet of a desert ranger, front and back view, {style}
Subject: {image}. Lighting: soft rim light. Camera: 50mm. Mood: melancholic.
tattoo design of a snake around a dagger
coloring page of a (castle|farm|pirate ship) for kids
interior of a scandinavian living room, morning sun, {style}
Keep the face of the person in the reference image and put her in a red kimono on a bridge
(generate|render|create|produce|draw) (a|an) (bench next to a flower pot|map of Italy with a pin on Rome|giraffe made of glass|coffee maker|old phone next to a laptop|elephant under the sea|red fire hydrant)
show me (what|how) (a bicycle made of ice|an ocean below a castle|a motorcycle in a bank lobby) would look
(Alter|Rework) (my|this) photo so there is (a lantern above the table|{image}|a rainbow) in it
image: {image}
(Ultra-realistic|Extreme macro|Three-panel|Overhead|Low-angle) (photograph|shot|collage) of {image}, {style}
Create a (photo realistic|studio quality) (render|scene) of the product in the first image, with (soft shadows|a dark background|water splashes). Keep the label unchanged.
A (young|middle-aged) woman with (curly red hair|dark skin|freckles) wearing (a linen dress|a leather jacket), standing (on a balcony|in a rainy street), natural light, {style}
An advertisement for (a soft drink|running shoes): {image}, bold headline 'FRESH', aspect ratio 4:5
{company} office imagined as (a medieval town|a toy diorama|a comic panel), {style}
poster in (bauhaus|soviet|art deco) style, {image}
Restyle the uploaded selfie as (a knight|a 90s yearbook photo|an action figure in its box)
summarize {topic} (in an infographic style|as a hand-drawn chalkboard picture)
{image}, {style}, sharp focus, (by Greg Rutkowski|by Alphonse Mucha|unreal engine 5|award winning)
((masterpiece)), best quality, 1girl, (silver hair|red dress|school uniform), (city lights|flower field), {style}
a (cute|majestic|terrifying|sleepy|mechanical) (hamster|phoenix|octopus|golem|kitten|stag) (made of clouds|in a library|wearing a crown|on a skateboard|drinking coffee)
beautiful (landscape|seascape|cityscape) with (a river|ruins|floating islands), {style}
(product shot|food photography|street photography|aerial photo|fashion editorial) of {image}
an astronaut (playing guitar|gardening|surfing) on (mars|a comet), {style}
low angle shot of a (knight|skyscraper|redwood forest), fog, {style}
Can you (create|make|generate) (an AI picture|some art|a drawing|a cover) (of|with|for) {image} (please|for my wall|for my blog|)?
i want a pic of {image}
(photo|painting) of (my|a) dream house (by the sea|in the forest|on a cliff)
cross section of a volcano, textbook illustration
a cube that looks like a pineapple
a stop sign with a blue background
the Statue of Liberty in a snow globe
new york skyline in the style of starry night
pattern of (lemons|moons|birds), seamless, tileable
flyer for a summer party, palm trees, sunset gradient
Vector logo of a bear, two colors`,
  search: String.raw`
(what's|what is|how's|how is) the weather (like |)(in {city} |)(today|right now|this weekend|tomorrow|outside|going to be this week)
(will it|is it going to) (rain|snow|be sunny|be windy) (in {city} |)(tomorrow|this afternoon|on Sunday|later today)
(do i need|should I take) an umbrella (today|in {city} tomorrow)
temperature in {city} (now|today)
(current|today's|latest) (price|value) of (bitcoin|gold|oil|{company} stock|ethereum|silver)
(how much|what) (is|does) (a|the|the new) {product} (cost|selling for|going for) (now|these days|right now)
{company} (stock|share) price
(latest|breaking|today's|recent) news (about|on|from) ({company}|{city}|the election|the strike|the earthquake|AI regulation|the ceasefire talks)
what's (happening|going on|new) (in {city}|with {company}|in the world today|in politics this week)
who won (the game|the match|the election|the race|the Oscars|the debate) (last night|yesterday|this year|on Sunday)
(did|have) {team} (win|won|lose|play) (last night|today|this week|yesterday)
{team} (score|vs Chelsea score|next game|standings|lineup tonight|transfer news)
when (does|is) {team} (play|playing) next
what is the latest version of {software}
when (does|will|is) the (new|next) {product} (come out|be released|coming out)
(has|have) {company} (announced|released|confirmed) (anything|the new {product}|layoffs|its earnings) yet
(what time does|when does|until when is) (the post office|Walmart|the pharmacy|IKEA|the bank on Main Street|the museum) (open|close) (today|on Sundays|)
is (Costco|the library|the metro|the city hall|Target) open (now|today|on holidays|on Monday)
(restaurants|coffee shops|gas stations|pharmacies|things to do|events|hotels|gyms) (near me|in {city} this weekend|open now|near the airport)
(best|cheapest|top rated) (sushi|pizza|tapas|burgers|hotels|flights) (in {city}|near me|from {city} to {city})
cheapest flights from {city} to {city} (in May|next week|this month)
(is|are) (flight BA283|the red line|my train|flights to {city}) (delayed|on time|running)
how is the traffic (to the airport|on I-95|downtown|in {city}) (right now|this morning)
(google|search for|look up|search the web for|find online) ({topic} statistics|reviews of the {product}|the official site of {company}|recent papers on {topic}|the phone number of Hilton {city})
(find|show me) (recent|current) (reviews|articles|studies|sources|data) (on|about) {topic} (with links|and cite them|from this year|)
who is the (current|new) (president of Peru|prime minister of Japan|CEO of {company}|mayor of {city}|coach of {team}|richest person)
what is the (exchange rate|conversion rate) (from|between) (dollars and euros|GBP and USD|yen to dollars) (today|now|)
how many (euros|yen|rupees|pesos) is 100 dollars (today|right now|)
(usd|eur|gbp) to (egp|inr|try|jpy)
what (movies|concerts|shows) are (playing|on) (tonight|near me|in {city} this week)
what's the (current|latest) (unemployment rate|inflation rate|mortgage rate|population|death toll|covid situation) in (the US|Germany|Turkey|{city})
how many (people|subscribers|followers|goals) (does MrBeast have|live in {city} now|has Mbappe scored this season)
is (ChatGPT|the PSN network|Slack|my bank's website) down right now
what are the (visa|entry|quarantine) requirements for (Vietnam|Schengen|Brazil) (now|in 2025|at the moment)
what are people saying about (the new {product}|the {company} CEO|the finale)
trending (topics|songs|videos) (today|this week|on YouTube)
air quality (in {city} |)(today|index now)
what time is it in {city}
sunset time (today|in {city} tomorrow)
winning lottery numbers (last night|for Saturday)
release date of (season 3 of the show|GTA 6|the next Marvel movie)
(has the|did the) (Fed|ECB|central bank) (cut|raise) rates (this month|yet|today)
who is (leading|winning) the (polls|Tour de France|championship|league) (now|at the moment|this season)
how old is (the king|Taylor Swift|the pope) now and is he still alive
which (films|books|phones) (came out|were released|won awards) (this month|in 2025|this year)
where can I (buy|watch|stream) (the {product}|the final|the new season) (online|tonight|cheaply)
{city} (marathon results|metro strike|weather radar|events this weekend|airport arrivals)
what happened (to|with|at) ({company}|the submarine|the summit|{team}) (today|this week|yesterday)
is there a (new update|recall|sale|security patch) for the {product}
tell me the (latest|current) on (the hurricane|the trial|the war|interest rates)
what is the current (world record for the marathon|number one song|top grossing film of the year)
how did the (market|dow|nasdaq|s&p) do today
phone number and address of (the embassy|the nearest clinic|Hotel Astoria) in {city}
(how many|how much) (euros|yen|pounds|dollars|pesos) (do i get|can i get|is that|will i get) for ({n} dollars|{n} euros|a thousand yen)
(convert|exchange) {n} (dollars|euros|pounds) (to|into) (yen|rupees|pesos) at (today's|the current) rate
(what's|give me|tell me) the (delay|arrival time|gate|boarding time|landing time) (of|for) (the {city} flight|flight {n}{m}|my connection)
when (will|does|is) (my|the) (flight|plane|train) (from {city} |)(land|arrive|board|supposed to take off)
(is there|are there any) (travel alerts|travel warnings|road closures|traffic jams) (for|in|on the way to) ({city}|the airport|Mexico)
(does|do) (Olive Garden|Joe's Diner|the new sushi bar|Papa John's) have good (reviews|ratings)
(what do reviewers write about|how many stars has|find reviews of) (the thai place on 5th|Hotel Astoria|the {product}|the steakhouse)
does (Applebee's|the bistro downtown|Chili's) take reservations
where is the (nearest|closest) (bus stop|gas station|ATM|hospital|grocery store|italian restaurant)
how long will it take to (drive|get) (to {city}|downtown|to the airport) with (current |)traffic
(how|what) (hot|cold|windy|humid|is the humidity|is the forecast) (will it be |is it |)(in {city} |)(today|tonight|for the next {m} days)
what is the (current|latest) (score|standing|ranking|number|total|status) of (the {team} game|{team}|subscribers of {company}|electric cars sold in Norway|the space mission)
which (countries|teams|songs|stocks|states|apps) (have|had|saw) the (highest|most) (cases|points|streams|gains|downloads) (this week|this month|today|so far this year|in the last 24 hours)
how many (cases|goals|units|wins|strikes|visitors) (have been reported|has {team} scored|were sold) (so far|this season|in the past week|as of today)
how (has|did) ({company}'s stock|the price of bitcoin|the unemployment rate|the exchange rate) (change|changed|perform) (since last month|over the past week|this quarter)
who (currently|now) (holds|leads|owns|plays|hosts) (the world record|the league|{company}|James Bond|the late show)
who is the (head|captain|director|leader|CEO|chair) of ({company}|{team}|the WHO|the opposition) (now|currently|at present)
what (new|recent) (features|policies|restaurants|movies|studies|laws) (were announced|opened|came out|are trending) (this week|in {city}|this month)
what was the (closing price|attendance|winning bid|final score) (yesterday|last night|at the last match)
is (the highway|{site}|school|the border) (closed|down|back up) (today|because of the snow|)
when is the next (election|full moon|eclipse|holiday|SpaceX launch|season of the show)
did {company} (release|announce|buy|sell|lose) (anything|its results|a startup) (recently|this quarter|last week)?
(is|are) (it|there) (going to be|any) (hot|cold|storms|snow|fog) (this week|this evening|on Saturday|near me)
(what's|show me) the (forecast|temperature) (for|in) {city}
(tell me|read me|give me) (the news|today's headlines|news about {company}|the sports news|the morning news)
(any|what are the) (good|new|popular) (restaurants|bars|cafes|shops|events) (around here|near me|in this area|in {city}|this weekend)
(stock|share) price of {company}
(what's|what is) (the stock price|the market cap|the quarterly revenue) of {company}
(who|which team) (is in first place|scored last night|got traded|won the cup) (this season|this year|)
how much (is|are) (gas|eggs|a Big Mac|rent|tickets to the final|a gallon of milk) (near me|in {city}|today|these days)
which (phone|laptop|car) is the best (to buy |)(right now|in 2025|this year)
what's the (number one|most popular|newest) (movie|song|show|app) (right now|this week|on Netflix)
(train|bus|ferry) (schedule|times|tickets) (from {city} to {city}|to {city}) {day}
(when|what time) (does the next (bus|train|ferry) (leave|arrive)|is the game on|is sunset|does the concert start)
what's the (date|time) (in {city}|in Tokyo right now)
when was the last time {team} won the league
has anyone (beaten|broken) the (record|speedrun) since last year
how old is (the oldest living person|the prime minister|the current CEO of {company})
what is (Elon Musk's|the king's|the pope's) (latest tweet|net worth|current age)
how many (seasons|employees|moons of Saturn|member states|satellites) (are there|does it have) (now|as of today|currently)
is (inflation|unemployment|the dollar|crime) (rising|falling|going up) (right now|this month)
verify with web sources: did {company} really (buy|fire|sue) {company}?
please look this up for me and give links: {topic} (research 2025|statistics this year)
{team} vs {team} (live|result|tickets|odds)
{product} (price|review|release date|in stock|deals|vs the older model)
(Which|What) (cities|areas|counties|hospitals|airports|schools) (in|of) (Texas|the Midwest|northern Italy|{city}) (are|have been) (under a heat warning|closed|hit by the flood|without power|on alert) (this week|right now|since yesterday)?
What (percentage|number|share) of (flights|mortgages|patients|workers|voters) (are|were|is) (delayed|refinanced|on strike|infected) (this month|in the latest report|as of the current week)?
Have any (analysts|airlines|schools|players) (changed their rating|cancelled service|reopened|been suspended) (in the last hour|today|after last night)?
(Has|Have) {person} or {name} (commented|spoken) on the (new film|scandal|merger) recently?
What are the (best-selling|most watched|most commented|top rated) (appliances|shows|posts|games|books) (at Walmart|on Netflix|on Reddit|on Steam) (this month|this week|today)?
(are there safety warnings|did the foreign office warn people) about going to (Peru|{city}) at the moment
how long is the queue (at the emergency room|at passport control|for a table at the grill) right now
(will|can) i (be able to |)get a table at (5pm|noon) at (the grill|Luigi's)
is (McDonald's|the new cafe|that diner) a good place to eat
has my (emirates|ryanair) flight been delayed`,
  agent: String.raw`
(book|reserve) (me |)(a table for {m}|a hotel room|a flight to {city}|a taxi|an appointment with Dr. Kim|two train tickets to {city}) {day} {time}
(set|create|add) (an alarm|a timer|a reminder) (for {n} minutes|{day} {time}|to take my pills {time})
remind me to (call {person}|buy milk|pay rent|water the plants|submit the form) {day}
(send|write and send) (an email|a message|a text) to {person} (saying I'm running late|about the meeting {day}|with {file} attached)
(email|text|message|call) {person} (that I will be late|and ask for the invoice|and tell them the demo moved {day})
(turn|switch) (on|off) the (lights|heater|tv|fan|wifi|air conditioner|bluetooth|lamp in the hallway)
(dim|turn down|turn up|mute|lower) the (lights|volume|music|brightness)
play (some jazz|the next song|my workout playlist|the latest episode of my podcast|Bohemian Rhapsody on Spotify)
(pause|skip|stop|shuffle) (the music|this song|the video|playback)
add (milk and eggs|batteries|a meeting with {person} {day}|this song|{person}'s number) to my (shopping list|calendar|playlist|contacts|to do list)
(delete|remove|cancel|reschedule) (my {time} meeting|all alarms|the event {day}|the second item on my list|my reservation|my subscription)
what's on my calendar {day}
(check|read|show) my (unread emails|messages|voicemail|notifications|account balance|last five transactions|inbox for mail from {person})
(transfer|send|pay) \${n} (to {person}|from checking to savings|towards my credit card bill|for the electricity bill)
order (a large pizza|an uber to the airport|more printer paper|my usual from Starbucks|toner on {site})
(open|launch|close) (Chrome|Spotify|the settings app|Visual Studio Code|Excel|LibreOffice Writer) and (go to {site}|set the font size to {m}|open {file}|play the first result)
(go to|on|using|open) {site}(,| and) (find|search for|look for) (a used {product} under \${n}|a two-bedroom flat in {city}|a round trip to {city} leaving {day}|the cheapest black backpack) and (add it to the cart|save it to my list|book it|show me the first result)
(Find|Search for) a (one-way flight|rental car|hotel|bus) (from {city} to {city}|in {city}) {day} for {m} (adults|people), sort by price and (select the cheapest|proceed to checkout)
Filter the (laptops|shoes|jobs|houses) by (brand|price under \${n}|rating 4 and up|remote) and open the first one
(Add|Put) the (medium|black|first) (t-shirt|desk lamp|headphones) (to|in) (my cart|the shopping cart|my wishlist) and check out
Fill out the (contact|application|registration|refund) form with my name and email and submit it
Log in to my account and (change my password|update my shipping address|download the last invoice|turn off email notifications|cancel the order placed on May {m})
(rename|move|copy|delete|compress|back up) (all|every) (the png files|{file}|log files older than {m} days|screenshots) (in|from) (the Downloads folder|my desktop|/home/user/docs|~/projects)
create a (folder|directory|file) (called|named) (reports|test_{m}|{file}) (on my desktop|in the current directory|under /tmp) and (move {file} into it|write today's date to it)
(run|execute) (the tests|npm install|the deploy script|git pull|this command) (on the server|in the project folder|in the terminal) and (tell me what fails|fix any errors|report the output)
How many (files|lines|processes|users|python files|errors) are (in /var/log|running right now on this machine|in {file}|logged in on this server)?
(find|list|count) (all files larger than {n} MB|hidden files|the processes using port 8080|empty directories|duplicates) (in|under|on) (/home|this machine|the current directory|/etc)
Create a user called (bob|deploy) and give it sudo rights
(restart|stop|check the status of|kill) (nginx|the docker container|the process on port {n}00|the database service)
install (ffmpeg|docker|the latest drivers) (on my machine|on ubuntu for me) and verify that it works
clone (the repo|my repository|the project), (run the tests|fix the failing test|bump the version), and open a pull request
(open|create|close|assign|comment on) (an issue|a merge request|ticket 4{n}|the bug report) (in|on) (the {name} repo|GitLab|Jira|our tracker)
(list|show me) (all|the) (open issues|commits by {name}|orders from last month|customers who bought twice|reviews mentioning battery|invoices that are overdue)
Change (my github status|the page title|the price of product {n}|the order status|my profile bio|the wallpaper|the default browser) to (busy|"Hello"|\${m}|dark blue|shipped|Firefox)
(Post|Upvote|Reply to|Share|Upload) (a photo to|the top post in|{name}'s comment on|the newest article on) (Instagram|the books forum|Reddit|LinkedIn|the company blog) (saying "great work"|)
I'd like to (open a savings account|apply for a credit card|sell my old phone online|order flowers for my mother|learn a course online|see a doctor online) (and pay with my card|for {day}|please|and then text my sister)
Please (buy insurance for my car|play the movie on the TV|print {file}|take notes of the meeting|stop the alarm {time}|deliver the package to 12 Oak Street|consult a lawyer about my lease), (then|and) (send a confirmation to {person}|book a taxi home|add it to my calendar)
I have (an audio file 'a.wav'|a video 'trip.mp4'|an image 'cat.png'|a text file '{file}'). (Transcribe it|Extract the text|Remove the noise|Turn it into speech|Trim the first {m} seconds), then (translate it to French|combine it with 'b.mp3'|upload it|summarize it)
(Plan|I'm planning) a trip to {city}: (check flights for {day}|fetch the weather), find a hotel under \${n} and book both
I'm (planning a party|a marketing analyst|building a website for my store) and need to (fetch|get|retrieve) the (list of venues|playlist details for id {n}{m}|trending keywords|product details by sku). Can you (also |)(provide|fetch|look up) (the reviews|their contacts|related images)?
Using the (calendar|weather|stocks|translation) (API|tool), get (tomorrow's events|the quote for AAPL|the forecast) and (save it to {file}|email it to {person})
(every morning|every hour|whenever the price drops below \${n}|each time a form is submitted), (check the site|pull the numbers|scan my inbox) and (send me a summary|post it to Slack|update the spreadsheet)
monitor {site} for (a price drop on the {product}|new listings) and (buy it|alert me)
take a screenshot and (send it to {person}|save it on the desktop)
convert {file} to pdf and (email it to me|put it in Dropbox|print two copies)
In the spreadsheet, (sum column B into C1|freeze the first row|make a pivot table by region|sort rows by date) and save it as {file}
(Make|Set) (slide {m} background green|the line spacing double|the title bold and red) in the open document
(lock|unlock) the (front door|car) and (arm the alarm|close the garage)
call me a cab {time}
where is my (order|package|uber|refund)
freeze my (card|account), I lost it
(what's|tell me) my (balance|credit limit|next appointment|checking account total)
(wake me up|get me up) {time}
how much did i spend on (groceries|food) last month
what's on my (shopping list|to do list|reminder list)
(join|leave|mute|record) the zoom call
tell the (vacuum|robot) to (start cleaning|go home)
vacuum the living room
start the coffee machine {time}
schedule a (one hour |)meeting with {person} {day} {time} and invite everyone
check in for my flight and send the boarding pass to my phone
(tweet|post on facebook) (that i had a great day|at the airline that my bag is lost)
unsubscribe me from all (newsletters|marketing mail)
merge the two branches, push and deploy to staging
scrape the (titles|prices) from {site} into {file}
look at the failing build, find the cause, patch it and push a commit
i want to change my (pin|account password|meal preference on the flight)
(report|dispute) the charge from {company} on my card
(Show me|Tell me|Give me|What is) the (shipping state|sum|date|courier|invoice number) of my (latest|previous|last) (order|purchase|refund)
How much did I spend on {site} in (March|2022|the last {m} months)?
(Tell me|List) the (names|emails|number|reasons) of (customers|users|reviewers|contributors) who (complained about the {product}|bought the most|commented on my post|left 1 star reviews) (in our store|on the page|in this repo|)
What are the top {m} (best-selling products|search terms|contributors) in (our shop|my store|the repository) (this year|in 2023|)?
(Get|Show) (directions|the driving route|the walking time) from ({city} airport|the library|my home) to (the closest bakery|the east gate|the stadium) on the map
How many (commits|merge requests|issues) did {name} (make|open|close) (on 3/{m}/2023|last week|to the main branch)?
(Post a question about|Start a thread on) (hiking boots|moving in together|travel tips) in (the right subreddit|r/outdoors|the forum)
(Follow|Invite|Add) {name} (on Gitlab|as a collaborator|to my repo|to the group)
Make (my repo public under the MIT licence|copies of all repos by {name}|a private project from the Rails template)
Use their support form to ask for a refund for the (broken speaker|kettle I bought)
Set my (status|homepage url|password|time zone) to ("out of office"|{city})
(Lower|Bump|Correct) the (price|stock|quantity|discount) of (every blue item|sku {n}|the hoodie) by {m} in the admin panel
Leave {name} a note on the open order saying the parcel left today
Publish the (five-star|oldest) reviews that wait for moderation in our shop
Browse the (movies|apartments|used cars|job openings) and (open the newest one|rent the cheapest|apply to the first)
Look up the (next available|cheapest) (slot|seat|flight|pass) and (reserve it|buy it) for {m} people
In (VLC|GIMP|Chrome|LibreOffice Calc|VS Code|Thunderbird), (disable autoplay|make the background transparent|clear my browsing data|fill the empty cells|install the Python extension|star every mail from {person})
Can you (make|help me set) my (computer|laptop|phone|browser) (remember this password|not go to sleep|use a bigger font|bookmark this page)?
(Write|Create) a (shell|bash) script /root/{name}.sh on this machine, make it executable and (run it|schedule it with cron)
On this Linux system, (tell me|find out) (how many users have bash|which process uses most memory|the sum of the second column of {file})
Set the permissions of (all txt files|every script) under the current directory to read-only
There is a file named {file}. (Count the words in it|Tell me the last modified date|Append a line and save)
(is|are) my (front door|lights|garage) (locked|on|closed)
(what|which) (song|track) is (this|playing)
(turn up|raise) the heat to {n}
(i need|i want|i'd like) (a taxi|a cab|an uber|to order chinese food|to hear some rock|to make a dinner reservation|you to set a timer|to pay my bill|to report a lost card)
(put|schedule|remove) (lunch with {person}|yoga|dentist) (on|from) (my calendar|the agenda) {day}
do i have any (meetings|new emails|alarms set|reminders) (today|{day}|from {person})
(can you|could you please) (order|get|buy) me (more candy|dog food|a new {product}|tickets for the show)
(save|like|rate) this (song|recipe|article) (five stars|to favorites|)
(increase|raise) my credit limit
apply for a (visa|passport|loan|job at {company}) online and (pay the fee|upload my resume|track the status)
I want to (attend a meeting online|learn a course on {topic}|buy insurance|rent a car) and (send a message to {person}|record it|book a hotel) as well
Given 'photo.jpg' and 'song.mp3', (make a video from them|add the voice as a background|change the voice to female) and then upload it
I have a text about {topic}. Please (simplify it|check the grammar), then (make an audio file from it|create an image for it) and save everything
Could you fetch the (details of product {n}|profile of user {n}{m}|standings and fixtures for {team}) and also provide (its reviews|recent posts|team logos) through the API?
My company is organizing an event in {city}. Please get the venue list, the weather forecast for {day}, and the contacts of three caterers
(wake me|get me) up (at six|{time}) (on weekdays|{day}|please)
(make|turn) the (lights|room|screen) (brighter|blue|warmer|darker)
(start|run|stop) the (vacuum|dishwasher|coffee maker|robot|sprinkler)
(play|put on) (some|my|the) (rock music|favorite song|jazz station|podcast from last week|audiobook)
(what's|do I have anything) on my (schedule|calendar) (today|{day})
(remove|take) (bread|item two|{person}) (from|off) (the|my) (grocery list|list|contacts)
(reply|respond) to {person}'s (email|last message) (and|saying) (I'll be there|I agree)
(did|has) {person} (email|text|call) me (today|back)
(create|start|make) a (new list|playlist|note|group chat|spreadsheet) (called|for) (groceries|road trip|{person}'s birthday)
post a status update saying I'm on vacation
(find|search) (on|in) {site} for (a hotel in {city}|a plumber|tickets|men's sneakers size 11), {day}, (2 guests|under \${n}|nonstop only), and (book|buy|save) (the best rated|the cheapest one|it)
On {site}, (find|show|browse) (the trade-in value of a {product}|reviews of the latest phone|nursing jobs within 25 miles|the menu of the closest store|open volunteer positions) and (start an application|sort by newest|add two to the bag|filter by full time)
(Rent|Reserve) a (truck|car|campsite|locker) in {city} from April {m} to April 29 (for two adults|with pickup at 10 am|)
Sign (me|up) for the newsletter with email test@mail.com and pick the weekly option
Check the (order status|balance of gift card|baggage fees) for (order 45{n}|card 1000{m}|my trip) with zip 60{n}
Help me (turn off notifications|set the line spacing|bold the header|export the slides as pdf|change the wallpaper|install an extension) in (the system settings|the document that is open|LibreOffice|my browser)
Could you (delete|clear) (my cookies|the amazon cookies|all trackers|yesterday's history) from (the browser|my computer)?
I accidentally deleted {file}, please recover it from the trash
(sum|copy|fill) (the sales column|column A to D|the blanks) in the open sheet and (put it in a new row|name the sheet 'LARS')
Use the API to (list users|get order {n}|create a customer|fetch playlists), then (update the status|send an invoice|delete duplicates)
I'm planning a (road trip|movie night|fitness challenge) with friends. Can you fetch (the popular movies|cocktail recipes|hotel prices) and also (get the weather forecast|find events) for {city}?
Refactor the repo: find every use of the old logger, replace it, run the tests and commit
read {file}, extract the totals and write them to summary.xlsx
connect to my server over ssh, check the disk usage and clean up old docker images
open a browser, log in to the portal and download all statements for 2023
keep trying to book a driving test slot until one is free, then text me
buy (two tickets|one pass|3 bottles) (for|of) (the museum|water) and have (them|it) delivered (to my office|{day})
delegate the research to one sub-agent and the writing to another, then merge the results
You are given a (directory|folder) named (logs|data|"sample") on a Linux system, which contains (many text files|daily logs|several subfolders). (Your task is to|You need to) (count the lines containing the word error|find the total size of all regular files|list the files changed in the last week) (and return the number|and write it to {file}|)
As a (student|Linux user|system administrator), (you are required to|your task is to) (count all files in every subdirectory|find how many users have a home directory|compute the average of the second column in {file}) using the command line
Set up this machine so that typing "greet" in any directory prints my name.
(Work out|Show|Look up) the (driving time|walking distance|travel time by bus|route) (from|between) (the hotel|the zoo|{city} airport) (and|to) (the campus|the closest bakery|downtown) on the map
Open the reviews page of the (kettle|backpack|lamp) in our store and tell me what customers (dislike|praise)
make a (team|repo|board|milestone) called "harvest" and put {name} and {name} in it
(Star|Archive|Rename) the (three newest repos|css project|wiki page) (and announce it on the team forum|)
Ship the package containing {file} to 123 Main St
I have a text: 'Hey, check this site https://www.example.com'. Extract the URL, (download the page|search for its main topic) and (save it|make a video of it)`,
  general: String.raw`
(explain|describe|tell me about) {topic} (in simple terms|to a child|briefly|in one paragraph|)
what is the difference between ({topic} and {topic}|a lake and a pond|affect and effect|jam and jelly|a crocodile and an alligator|stocks and bonds)?
how does (photosynthesis|a refrigerator|the stock market|a jet engine|the internet|an election in a parliament|wifi|bitcoin) work
(why|how come) (is the sky blue|do cats purr|do we dream|did Rome fall|do leaves change color|is the sea salty)?
who (invented the telephone|wrote Don Quixote|painted Guernica|was Cleopatra|discovered penicillin|was the first man on the moon)?
when (did World War II end|was the Eiffel Tower built|did the Berlin wall fall|was Mozart born)?
(what is|what's) the capital of (Australia|Mongolia|Peru|Canada)
how many (continents|bones in the human body|players on a soccer team|planets|strings on a violin) (are there|)
write (a|me a|a short|a funny) (poem|haiku|limerick|song|joke|story|toast|rap) (about {topic}|for my (mom|teacher|dog)|about autumn)
write (an email|a letter|a cover letter|a message|a note) (to my (boss|teacher|landlord)|for a job as a nurse|apologizing for being late|asking for a refund|to decline an invitation)
(help me write|draft|compose) (a resignation letter|a wedding speech|a linkedin post|a product description|a birthday card|an instagram caption|an obituary)
translate (this |)(into|to) (French|Spanish|German|Arabic): (I miss you|where is the bathroom|the weather is nice today|please send me the file)
how do you say (good luck|thank you|I am hungry) in (Italian|Korean|Swahili)
(correct|proofread|rephrase|paraphrase|improve|shorten) (this|the following) (sentence|paragraph|text): He go to school yesterday and buyed a book.
summarize (this|the following) (paragraph|article|text)( in one sentence|):\n\nThe city council approved a plan on Monday to widen the old bridge. Work will start in spring and last two years. Residents worry about noise.
(give me|suggest|list) ({m} |some |)(ideas|tips|names|examples|activities|gift ideas) for (a birthday party|learning guitar|my new cat|saving money|a team building day|a fantasy tavern)
(what should i|what can I) (cook for dinner|wear to a wedding|do when I feel anxious|read next|name my puppy|bring to a picnic)
how (do i|to|can I) (make pancakes|tie a tie|remove a wine stain|fall asleep faster|be more confident|learn Spanish|boil eggs|get over a breakup|start journaling)
recipe for (lasagna|banana bread|hummus|pho|carrot cake)
(is it|are) (healthy to skip breakfast|ok to text first|tomatoes a fruit|dogs color blind|safe to eat raw fish when pregnant)?
(recommend|what are) (a good book about {topic}|some movies like Inception|classic novels|board games for two)
(act as|pretend to be|you are) (a pirate|a job interviewer|a strict English teacher|Socrates|a travel guide|my therapist) (and|. Then) (talk to me|ask me questions|greet me)
what do you think (about {topic}|is the meaning of life|of pineapple on pizza)
(hi|hello|hey there|good morning)(, how are you|!|)
(thanks|thank you)(, that helped a lot|!|)
(i feel|i'm|I am) (lonely|so tired lately|nervous about my exam|bored|happy today)
who are you
are you (human|a robot|able to feel|ever wrong)
tell me (a joke|a fun fact|a story|something interesting about {topic})
what does ("break the ice"|serendipity|a stitch in time|"no cap"|mea culpa) mean
give me a synonym for (happy|important|angry)
what are the (benefits|pros and cons|main causes|symptoms|types|advantages) of (meditation|remote work|World War I|anemia|renewable energy|owning a cat)
compare (cats and dogs as pets|buddhism and hinduism|renting and buying|the two novels)
classify the sentiment of this review: The food was cold but the staff were lovely.
extract the names from this text: Maria met John and Dr. Patel in Rome.
Answer the question based on the passage.\n\nThe river rises in the northern hills and flows 300 km to the sea. It freezes in winter.\n\nWhere does the river rise?
create a (workout plan|study schedule|packing list|weekly meal plan|7-day itinerary for {city}|budget for a student)
write a (blog post|paragraph|short essay|300-word review|product review|press release|slogan|tagline) (about|for) ({topic}|a new toothbrush|a hiking backpack)
Write a (riddle|dialogue|monologue|tweet) about {topic}. (Do not use commas.|Use only lowercase letters.|End with the words "the end".|Include exactly three bullet points.)
what is {topic}
define (entropy|irony|inflation|democracy|empathy)
{topic}
what year did (the Titanic sink|India gain independence|the first iPhone come out)
what language do they speak in (Brazil|Ethiopia|Switzerland)
what was the (cause|outcome|significance) of (the Cold War|the Treaty of Versailles|the Black Death|the 1929 crash)
how did (weather|prices|news) (work|spread|travel) in the (middle ages|1800s)?
how do (search engines|alarm clocks|stock exchanges|weather forecasts|credit cards) work
how much (water should I drink a day|sleep does a baby need|should I tip)
convert {n} (pounds to kilograms|miles to km|cups to ml|F to Celsius)
what's {m} plus {n}
how long should I (boil pasta|rest between sets|keep leftovers)
the best way to (deal with a rude coworker|store tomatoes|learn vocabulary)
my (boyfriend|roommate|manager) (never listens to me|is always late|took credit for my work), what should I do
write a (story|poem) about a (programmer|painter|robot|cat who loves maths|photographer)
what is an algorithm, in plain words
what makes a good (photograph|logo|password|essay)
who is your favorite (painter|scientist)
tips for (taking better photos|learning to code|a job interview at a bank)
what's the history of (photography|the calendar|email|the stock exchange|chess)
is {city} a nice place to live
flip a coin
do you know any good (ghost stories|tongue twisters)
rewrite this email to sound more polite: send me the report today
what do the lyrics of Hotel California mean
continue the story: The door creaked open and
complete the analogy. hot : cold :: tall :
should I (quit my job|get a dog|text my ex)
can you help me with my (homework|essay|speech)
can i freeze (cheese|cooked rice)
what's a good substitute for (butter|eggs)
how many calories are in (an apple|a slice of pizza)
Which of the following was a (Greek philosopher|cause of the French Revolution|Victorian novelist)?\nA. Plato\nB. Newton\nC. Darwin
The theory of plate tectonics explains the movement of
good night
you are wrong
what can you do
ok continue
make it shorter
(Classify|Predict|Detect|Decide|Determine) (the sentiment of|the topic of|whether) the (given|following) (text|review|tweet|headline|comment) (is offensive|is sarcastic|as positive or negative|)\n\nThe battery died after two weeks and nobody answered my mails.
(Rank|Sort|Group|List) (these|the following) (countries|animals|foods|words|books) (by size|alphabetically|by category|)\n\nBrazil, Canada, Japan, Egypt
(Generate|Write|Suggest|Choose) (a title|a headline|a caption|hashtags|a slogan|an outline|a name) for (the given|this|my) (article|YouTube video|Instagram post|online shop|podcast|startup|channel)\n\nTopic: {topic}
Write a (LinkedIn post|Facebook ad|newsletter|confirmation email|thank you note|reminder email|customer reply|performance review) (announcing a new job|for attendees of our event|about a discount|to a guest who complained|for my shop)
(Answer|Reply to) the following (question|email|customer review|message) (politely|in two sentences|as the shop owner|)\n\nHi, I ordered a lamp and it came broken. What can you do?
Given a (sentence|paragraph|list of ingredients|personality|product description), (fill in the missing word|name the dish|suggest a job|write a question about it|rewrite it for children).\n\nThe ___ rises in the east.
(Use|Using) the (table|facts|information) below, write a short (biography|summary|conversation).\n\nName: Marie Curie\nBorn: 1867\nField: physics
You are given (a sentence|two sentences|a topic|a word). (Decide whether they mean the same|Give an antonym|Write a definition|Explain the joke).
Read the (situation|problem|letter) and give (the best advice|your opinion|a kind answer) you can.\n\nMy friend borrowed money in spring and avoids me since. We have a trip planned together.
(Convert|Turn|Change) the (sentence|paragraph) (into|to) (passive voice|past tense|a question|formal English|bullet points)
which (river|team|company|king|treaty|school) (was founded|won|signed|ruled|crossed|built) (in 1884|the war of 1812|the first cup|before the Romans)?
what (was|were) the (population|temperature|price|name|result|color) of the (first|old|original|1930|last) (census|stock exchange|match|flag|network)?
how many (people|soldiers|students|churches|awards) (lived|died|were built|did the band win) in (1900|the battle|the 1970s|that century)?
As of (2010|March 2015|1998), (how many people lived there|who owned the network|which party ruled)?
(what's the way to|how would i|how can i|what steps do i take to) (jump start a car|change a tire|build up credit|make chicken soup|improve my credit score|fix a squeaky door)
how long (does it take|should it take) (to cook rice|to learn the piano|for milk to go bad|to get over a cold)
how long (can I keep|will) (chicken|leftovers|fresh pasta) (in the fridge|last)
(what is|how do you) (the spelling of|spell) (necessary|rhythm|accommodate)
what's the (nutritional value|calorie count|sodium) (of|in) (a burger|cheddar|oatmeal)
(create|write|design) (a syllabus|a quiz about {topic}|a training plan|a template for a workshop|a chess opening guide for beginners|interview questions)
give me search terms for (a school project on {topic}|cheap furniture)
(make|give me) a list of (salty snacks|songs about rain|jobs that start with S|countries in Africa)
write a (200|300|400|500|150) word (poem|ad|pitch|description|essay) about {topic}
write an essay of at least 600 words on {topic}. Wrap your response in double quotation marks.
Write (a rubric|an itinerary|an angry review|a resume) (for|of) (a young student|a hotel stay|a 5-day trip to {city}) (with at least 2 highlighted sections|in all lowercase|and end with a P.S.)
Is {topic} good for teenagers? Your answer must contain exactly 3 paragraphs separated by ***.
Answer using only the document below: when did it open?\n\nThe museum opened in 1902 after the old palace had burned down. It holds paintings from four centuries.
(Verify|Check) if the claim is true based on facts: (humans use ten percent of their brain|lightning never strikes twice)
Tell me if the following text is about sports or politics: The minister visited the stadium.
create a story where a (detective|teacher|baker) finds a (letter|map|key)
suggest a caption for my vacation picture
what do you do for fun
can you tell me how to (say hello in Dutch|get to be happier|make coffee without a machine)
what should my resume for a software engineer look like
what are good questions to ask on a first date
give me (an analogy|a metaphor|a mnemonic) for {topic}
what is your (name|purpose|favorite color)
(Describe|Discuss|Outline) (the process of|the role of|the impact of|the structure of) {topic}
(What are|Name|List) (three|five|some|the top 10) (primary colors|famous paintings|types of clouds|ways to stay healthy|renewable energy sources|tourist attractions in {city}|healthy snacks)
(Generate|Come up with|Create) (a|an) (metaphor|acrostic|story title|fun team name|interesting fact|dialogue between two friends|conversation starter|product name)
(Rewrite|Edit|Reword|Simplify) (the|this) (sentence|paragraph) (to be more concise|in the active voice|using simpler words): The report was written by him because of the fact that it was needed.
(Identify|Find) the (main idea|tone|noun|error|odd one out)( in the sentence|): (The cat sat on the mat.|apple, banana, carrot, grape)
(Suggest|Recommend) (a|some) (recipe with chicken and rice|podcasts on history|way to apologize|hairstyle for curly hair|baby names)
How (can|do) (we|I|people) (reduce waste|improve focus|deal with stress|make new friends|write better|be a good leader)?
{name} asked what {topic} means, how would you put it?
Imagine you are (a tree|a time traveler|the last person on earth) and (write a diary entry|describe your day)
(who|what) was (the first woman in space|Napoleon's last battle|the longest war|the Rosetta stone)
(which|what) (planet|ocean|animal|country|metal) is the (largest|fastest|hottest|smallest|heaviest)
what happened (in 1492|during the Boston Tea Party|to the dinosaurs|at Chernobyl)
is (it true that|a) (goldfish have short memory|hot dog a sandwich|virus alive|bats blind)
why (do|did|is|are) (leaves green|people yawn|the dollar the reserve currency|Shakespeare famous|wolves howl)
(why can't camels survive long without water?|what are the different types of soil?|which is a species of fish? Tope or Rope)
lets (play a game|chat|talk about movies)
I had a (terrible|great) day, my (dog died|boss praised me|car broke down)
(roleplay|act) as my (girlfriend|dungeon master|interviewer|grandfather): (hey, how was your day?|I enter the cave|start now)
(write|make) a (fanfic|scene|short story|backstory) (about|where|for) (two rivals who fall in love|a dragon learns to bake|my elf ranger)
write a (letter of recommendation|complaint letter|business email|thank you speech|eulogy|text to my crush)
translate to (English|German|Portuguese): (ich habe heute keine Zeit|buenos días, ¿cómo estás?|我很想你|كيف حالك اليوم)
make this (sound professional|shorter|friendlier): hey need that file asap or we are screwed
give me feedback on my essay: Summer is the best season because school is out and the days are long.
what's the (plot|moral|theme) of (Hamlet|The Tortoise and the Hare|1984)
what are (symptoms of the flu|side effects of ibuprofen|the rules of chess|the stages of grief)
can you explain (mortgages|how taxes work|supply chains|what an API is) like I'm five
difference between (llama and alpaca|ux and ui|cv and resume|ale and lager)
(tips|advice) on (negotiating salary|first time camping|moving to {city}|talking to teenagers)
plan a (3 day|weekend) trip to {city} with kids, just an outline
what should I name my (boat|band|cat|blog)
what to write in a (sympathy card|farewell message)
how did {company} start
tell me about the history of {company}
what is {company} known for
how are (weather forecasts|stock prices|exchange rates|football rankings) (calculated|determined)
who was the president of the US during the civil war
when did the first {product} come out
ELI5 {topic}
summarize the plot of the Odyssey in 100 words
Write a summary of the text below.\n\nBees visit flowers to collect nectar. On the way they carry pollen from one plant to the next, which lets fruits grow. Without them, harvests would shrink.
(Read this and list the key points|What are the main findings of this text?|Summarize the following document.|Answer using only the passage: who is mentioned?|tl;dr)\n\nThe canal was dug between 1860 and 1869 by thousands of workers and joined two seas. Ships saved {n} days on the way to the east. In 1956 a dispute over its ownership led to a short war, and traffic stopped for five months.
(Read this and list the key points:|Summarize this:|What is this text about?)\n\nComputers solve a problem with an algorithm. Complexity theory asks how the number of steps grows with the size of the input, and sorts problems into classes such as P and NP. It is not known whether the two are equal.
(Which company|Which of these|What) (was founded first|is not a mammal|is the capital of Spain)? Select A, B or C.\nA. Ford\nB. Fiat\nC. Seat
(When|Where|Why) (did|was) (the first opera house|the treaty of Vienna|the old market hall|the supreme court|the patent for the motor) (open|signed|established|granted|built)?
(Who|What) (founded|designed|defeated|succeeded|opposed) (the order of monks|the champions of 1971|the second king|the stone bridge|the reform of 1832)?
What percentage of (the population spoke Polish in 1931|the Amazon lies in Brazil|energy came from coal then)?
What (name|term|word|title) (is|was) (given to|used for) (the study of rocks|a male duck|the ruler of the Mongols|the last stage of the process)?
How long did (the siege|the reign of the king|the construction) last?
From the list of courses, tell me which one a beginner would like.\n\nIntroduction to Pottery, Advanced Welding, Roman Law
Make a (table|checklist|to-do list|template) (for a pharmacy's daily tasks|for tracking subscriptions|of pros and cons|for packing)
Put the following sentence into (the third person|reported speech): I saw my brother at the station.
(can you find me a|do you have a) recipe for (carrot cake|lentil soup)
(teach me a|what is a) useful expression in (Russian|Hindi)
(when|how often) should i (change my tires|water a cactus|replace my toothbrush|get a flu shot)
is (crushed garlic the same as garlic powder|brown rice better than white|it safe to drink rain water)
are part-time jobs good for teenagers
(best|favorite) (books in crime fiction|albums of the 90s|movies about war)
write a song about the summers of my childhood, give it a name
(yes|no|ok|sure|1|2|a|next|go on|more|stop|great)
who won (the world cup|the election|the oscar for best picture|Wimbledon) in (1998|1974|2006|1960)
is there (life on Mars|such a thing as free will|a difference between the two)
draft a (contract|lease) between a landlord and a tenant
how many (letters|r's|vowels) are in (strawberry|banana)`,
}
