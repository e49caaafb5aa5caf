// One idea that three languages express: its name and the words for it. Words are separated by blanks; '_' joins the
// words of a phrase; a '*' at the end accepts any ending. English words also match with a plural 's'.

export interface Concept {
  readonly name: string
  readonly terms: string
}

export const concept = (name: string, english: string, arabic: string, chinese: string): Concept =>
  ({ name, terms: `${english} ${arabic} ${chinese}` })
