import { Navigate } from 'react-router'
import { useMay } from '../api/session.js'

/** Where somebody begins: who may operate with the cases, everybody else with their tasks. */
export function Landing() {
  const may = useMay()
  return <Navigate to={may('suspend') ? '/instances' : '/tasks'} replace />
}
